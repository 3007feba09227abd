import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exceedsGoal, goalOf } from './overhead-goal.ts';

test('the goal is one for a rate, and counts at no other', () => {
  assert.ok(exceedsGoal({ requestsPerSecond: 100, shareOfACore: 0.26 }));
  assert.ok(!exceedsGoal({ requestsPerSecond: 100, shareOfACore: 0.25 }));
  assert.ok(!exceedsGoal({ requestsPerSecond: 300, shareOfACore: 0.6 }));
  assert.equal(goalOf({ requestsPerSecond: 20 }), undefined);
});
