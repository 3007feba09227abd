import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ClockSkewGauge } from './clock-skew.ts';

const SECOND = Date.UTC(2026, 0, 2, 3, 4, 5);
const header = (ms: number) => new Date(ms).toUTCString();

test('one answer bounds the skew to the second of the header and the duration of the answer', () => {
  const gauge = new ClockSkewGauge();
  gauge.learn(header(SECOND), SECOND + 400, SECOND + 410);
  assert.deepEqual(gauge.skew, { estimate: 95, uncertainty: 505 });
});

test('answers at other fractions of a second narrow it', () => {
  const gauge = new ClockSkewGauge();
  gauge.learn(header(SECOND), SECOND + 10, SECOND + 20);
  gauge.learn(header(SECOND), SECOND + 970, SECOND + 980);
  assert.deepEqual(gauge.skew, { estimate: 5, uncertainty: 25 });
});

test('a clock that was set voids what was known', () => {
  const gauge = new ClockSkewGauge();
  gauge.learn(header(SECOND), SECOND, SECOND);
  gauge.learn(header(SECOND + 60_000), SECOND, SECOND);
  assert.deepEqual(gauge.skew, { estimate: 60_500, uncertainty: 500 });
});

test('an answer without a date teaches nothing', () => {
  const gauge = new ClockSkewGauge();
  gauge.learn(undefined, 1, 2);
  gauge.learn('yesterday', 1, 2);
  assert.equal(gauge.skew, undefined);
});
