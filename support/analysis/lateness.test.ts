import assert from 'node:assert/strict';
import test from 'node:test';
import { latenessOf } from './lateness.ts';

test('largest and 99th percentile by nearest rank, in numeric order', () => {
  const late = Array.from({ length: 200 }, (_, i) => 200 - i);
  assert.deepEqual(latenessOf(late), { lateMaxMs: 200, lateP99Ms: 198 });
  assert.deepEqual(latenessOf([7]), { lateMaxMs: 7, lateP99Ms: 7 });
});

test('without requests nothing is late', () => {
  assert.deepEqual(latenessOf([]), { lateMaxMs: 0, lateP99Ms: 0 });
});
