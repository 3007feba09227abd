import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'node:test';
import { temporaryFolder } from './fixtures/traffic-test.ts';
import { followLines } from './follow-lines.ts';

test('yields whole lines as they come and holds an unfinished one back, across a split character', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'samples');
  const writer = Promise.withResolvers<void>();
  const batches = followLines(path, writer.promise, AbortSignal.timeout(5000));
  const first = batches.next();
  const umlaut = Buffer.from('ü');
  await appendFile(path, Buffer.concat([Buffer.from('one\ntwo\nthr'), umlaut.subarray(0, 1)]));
  assert.deepEqual((await first).value, ['one', 'two']);
  const second = batches.next();
  await appendFile(path, Buffer.concat([umlaut.subarray(1), Buffer.from('\nlost')]));
  assert.deepEqual((await second).value, ['thrü']);
  const third = batches.next();
  writer.resolve();
  assert.deepEqual(await third, { value: undefined, done: true });
});

test('reads to the end what a writer left before it went', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'samples');
  const line = 'x'.repeat(999);
  await appendFile(path, `${line}\n`.repeat(3000));
  let lines = 0;
  for await (const batch of followLines(path, Promise.resolve(), AbortSignal.timeout(5000))) {
    assert.ok(batch.every((text) => text === line));
    lines += batch.length;
  }
  assert.equal(lines, 3000);
});

test('ends when the writer goes without having made the file', async () => {
  const batches = followLines('/nowhere/at/all', Promise.reject(new Error('gone')), AbortSignal.timeout(5000));
  assert.equal((await batches.next()).done, true);
});

test('an abort ends the wait with its reason', async () => {
  const abort = new AbortController();
  const next = followLines('/nowhere/at/all', new Promise(() => {}), abort.signal).next();
  abort.abort(new Error('enough'));
  await assert.rejects(next, /enough/);
});
