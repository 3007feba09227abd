import assert from 'node:assert/strict';
import test from 'node:test';
import { isGone } from './fixtures/traffic-test.ts';
import { startControlTarget } from './start-control-target.ts';

test('the control target answers on 127.0.0.1 until it is disposed of', async () => {
  const signal = AbortSignal.timeout(20_000);
  const target = await startControlTarget(signal);
  try {
    assert.match(target.door.url, /^http:\/\/127\.0\.0\.1:\d+\/$/);
    assert.equal((await fetch(target.door.url, { signal })).status, 204);
  } finally {
    await target[Symbol.asyncDispose]();
  }
  assert.ok(await isGone(target.pid));
  await assert.rejects(fetch(target.door.url, { signal }));
});

test('an abort before it listens rejects with its reason', async () => {
  await assert.rejects(startControlTarget(AbortSignal.abort(new Error('over'))), /over/);
});
