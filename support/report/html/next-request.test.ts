import assert from 'node:assert/strict';
import { it } from 'node:test';
import { runInNewContext } from 'node:vm';
import { CHART_SCRIPT } from './chart-script.ts';
import { nextRequest } from './next-request.ts';

const times = [0, 1, 2, 3, 4];
const whole = [0, 4] as const;

it('goes from a request to its neighbours, and stays at either end', () => {
  assert.deepEqual([nextRequest(times, whole, 2, 1), nextRequest(times, whole, 2, -1)], [3, 1]);
  assert.deepEqual([nextRequest(times, whole, 4, 1), nextRequest(times, whole, 0, -1)], [4, 0]);
});

it('leaves the view rather than stop at its edge', () => {
  assert.deepEqual([nextRequest(times, [1, 3], 3, 1), nextRequest(times, [1, 3], 1, -1)], [4, 0]);
});

it('begins in view, at the first on the way on and at the last on the way back', () => {
  for (const current of [undefined, 0, 4]) {
    assert.equal(nextRequest(times, [0.5, 3.5], current, 1), 1);
    assert.equal(nextRequest(times, [0.5, 3.5], current, -1), 3);
  }
});

it('takes the nearest where nothing is in view on that way', () => {
  assert.equal(nextRequest(times, [5, 6], undefined, 1), 4);
  assert.equal(nextRequest(times, [-2, -1], undefined, -1), 0);
});

it('is in the script of the page as JavaScript', () => {
  const own = CHART_SCRIPT.slice(CHART_SCRIPT.indexOf('function nextRequest'), CHART_SCRIPT.indexOf('function decode'));
  const inPage = runInNewContext(`${own}; nextRequest;`) as typeof nextRequest;
  assert.equal(inPage(times, whole, 2, 1), 3);
});
