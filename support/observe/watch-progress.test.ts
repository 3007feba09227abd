import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WatchBehind, WatchProgress } from './watch-progress.ts';

const { signal } = new AbortController();
const asking = { signal, timeoutMs: 5000 };

test('a version that was reached need not be waited for, and versions are numbers, not texts', async () => {
  const progress = new WatchProgress();
  progress.note('Pod', '100');
  await progress.until('Pod', '100', asking);
  await progress.until('Pod', '99', asking);
  assert.equal(progress.reached('Service'), 0n);
});

test('waits for a version of that kind alone, and an older one does not take it back', async () => {
  const progress = new WatchProgress();
  let done = false;
  const waiting = progress.until('Pod', '100', asking).then(() => (done = true));
  progress.note('Service', '200');
  progress.note('Pod', '99');
  await new Promise(setImmediate);
  assert.equal(done, false);
  progress.note('Pod', '101');
  progress.note('Pod', '98');
  await waiting;
  assert.equal(progress.reached('Pod'), 101n);
});

test('a watch that stays behind is an error that names its kind; an abort is not that error', async () => {
  const progress = new WatchProgress();
  await assert.rejects(progress.until('Pod', '1', { signal, timeoutMs: 1 }), (error) => {
    return error instanceof WatchBehind && /the watch of Pod objects did not show within 0.001 s/.test(error.message);
  });
  const ended = new AbortController();
  const waiting = progress.until('Pod', '1', { signal: ended.signal, timeoutMs: 5000 });
  const reason = new Error('the run was ended');
  ended.abort(reason);
  await assert.rejects(waiting, reason);
});
