import assert from 'node:assert/strict';
import test from 'node:test';
import { durationMs } from './duration.ts';

for (const [text, ms] of [
  ['500ms', 500],
  ['1m30s', 90_000],
  ['1.5s', 1500],
  ['2h', 7_200_000],
  [250, 250],
] as const) {
  test(`${text} is ${ms} ms`, () => assert.equal(durationMs(text, 'x'), ms));
}

for (const text of ['', '5', 'soon', '5s later', '-1s', undefined, -3]) {
  test(`${text} is no duration`, () => assert.throws(() => durationMs(text, 'the timeout'), /the timeout is/));
}
