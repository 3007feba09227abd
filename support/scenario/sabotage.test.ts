import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actionsAreSkipped } from './sabotage.ts';

it('is off unless asked for by its exact name', () => {
  assert.equal(actionsAreSkipped({}), false);
  assert.equal(actionsAreSkipped({ KINDLING_SABOTAGE: 'skip-actions' }), true);
  assert.throws(() => actionsAreSkipped({ KINDLING_SABOTAGE: 'skip' }), /"skip", expected "skip-actions"/);
});
