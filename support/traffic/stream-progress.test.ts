import assert from 'node:assert/strict';
import test from 'node:test';
import { StreamProgress } from './stream-progress.ts';

const cut = 1000;

test('is drained once a request from after the cut and all before it have left samples', () => {
  const progress = new StreamProgress();
  progress.see(0, 900, undefined);
  assert.ok(!progress.drained);
  progress.see(3, 1100, cut);
  assert.ok(!progress.drained);
  progress.see(2, 1050, cut);
  assert.ok(!progress.drained, 'request 1 is still in flight');
  progress.see(1, 950, cut);
  assert.ok(progress.drained);
});

test('a request from just after the cut does not drain: a higher number may be from before it', () => {
  const progress = new StreamProgress();
  progress.see(0, 900, undefined);
  progress.see(1, 1001, cut);
  assert.ok(!progress.drained);
  progress.see(2, 1020, cut);
  assert.ok(progress.drained);
});

test('names the requests that are missing', () => {
  const progress = new StreamProgress();
  assert.ok(!progress.begun);
  for (const request of [0, 1, 4, 6]) progress.see(request, 0, undefined);
  assert.ok(progress.begun);
  assert.deepEqual(progress.missing, [2, 3, 5]);
});
