import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import test from 'node:test';
import { doorsAnswer } from './doors-answer.ts';

const { signal } = new AbortController();

test('waits for the door that opens last', async () => {
  let asked = 0;
  const server = createServer((_, response) => response.writeHead(++asked < 3 ? 503 : 200).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    await doorsAnswer([{ node: 'a', url }], 5000, signal);
    assert.equal(asked, 3);
  } finally {
    server.close();
  }
});

test('names the door that stays shut, and why', async () => {
  const doors = [{ node: 'a', url: 'http://127.0.0.1:9/' }];
  await assert.rejects(doorsAnswer(doors, 100, signal), /After 0\.1 s .*door of a \(.*ECONNREFUSED/);
});
