import assert from 'node:assert/strict';
import { it } from 'node:test';
import { parsePhase } from './pod-phase.ts';

it('reads a phase of a pod, and says which there are for any other word', () => {
  assert.equal(parsePhase('Failed'), 'Failed');
  const valid = /is no phase of a pod: write one of Pending, Running, Succeeded, Failed, Unknown$/;
  for (const word of ['failed', 'Terminating', 'Evicted']) assert.throws(() => parsePhase(word), valid);
});
