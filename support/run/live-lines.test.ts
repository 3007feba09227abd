import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveLines } from './live-lines.ts';

test('work that begins is shown in place with its time, and its end stays', () => {
  const live = new LiveLines();
  assert.equal(live.take('Cluster x: nodes booted …', 1000), undefined);
  assert.deepEqual(live.status(3500, 80), ['   3.5s  Cluster x: nodes booted … 2.5s']);
  assert.equal(live.take('Cluster x: nodes booted (3.0s)', 4000), '   4.0s  Cluster x: nodes booted (3.0s)');
  assert.deepEqual(live.status(4000, 80), []);
});

test('a heartbeat does not begin work anew', () => {
  const live = new LiveLines();
  live.take('Pulling y …', 0);
  live.take('Pulling y … 15.0s', 15_000);
  assert.deepEqual(live.status(16_000, 80), ['  16.0s  Pulling y … 16.0s']);
});

test('work that goes on side by side is shown side by side, and other lines end none of it', () => {
  const live = new LiveLines();
  live.take('a …', 0);
  live.take('b …', 1000);
  assert.equal(live.take('Warning: memory is little', 2000), '   2.0s  Warning: memory is little');
  assert.equal(live.status(2000, 80).length, 2);
  live.take('a: done in 3.0s', 3000);
  assert.deepEqual(live.status(3000, 80), ['   3.0s  b … 2.0s']);
  live.clear();
  assert.deepEqual(live.status(3000, 80), []);
});

test('a line is cut to the width of the terminal, or the cursor would be lost', () => {
  const live = new LiveLines();
  live.take('a long name of work …', 0);
  assert.deepEqual(live.status(0, 20), ['   0.0s  a long nam']);
});
