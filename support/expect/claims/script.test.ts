import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import type { ScriptFinished } from '../../timeline/facts.ts';
import { scriptChecksPass, scriptThresholdsHold } from './script.ts';

const holding = { on: 'http_req_failed', expression: 'rate<0.01', holds: true };
const passing = { name: 'a pod answered', passed: 40, failed: 0 };

function facts(over: Partial<ScriptFinished> = {}) {
  const result = { exitCode: 0, thresholds: [holding], checks: [passing], exceptions: [], ...over };
  return new TimelineBuilder().add({ type: 'script-finished', script: '/x.ts', ...result }).facts;
}

it('holds when every threshold does', () => {
  assert.equal(scriptThresholdsHold().evaluate(facts()).holds, true);
  assert.equal(scriptChecksPass().evaluate(facts()).holds, true);
});

it('says which threshold was crossed and which check failed', () => {
  const crossed = { ...holding, expression: 'rate<0.001', holds: false };
  const seen = scriptThresholdsHold().evaluate(facts({ exitCode: 99, thresholds: [holding, crossed] }));
  assert.deepEqual([seen.holds, seen.lastSeen], [false, '1 of 2 thresholds were crossed']);
  assert.deepEqual(seen.details, ['http_req_failed: rate<0.001']);
  const checks = scriptChecksPass().evaluate(facts({ checks: [passing, { ...passing, failed: 2 }] }));
  assert.deepEqual([checks.holds, checks.details], [false, ['a pod answered: 2 of 42 failed']]);
});

it('a script that threw, gave up or has nothing to hold proves nothing', () => {
  const thrown = scriptThresholdsHold().evaluate(facts({ exceptions: ['TypeError: x', 'TypeError: y'] }));
  assert.deepEqual([thrown.holds, thrown.details], [false, ['2 iterations threw, the first: TypeError: x']]);
  assert.deepEqual(scriptThresholdsHold().evaluate(facts({ exitCode: 110 })).details, [
    'the script called exec.test.fail()',
  ]);
  assert.equal(scriptThresholdsHold().evaluate(facts({ thresholds: [] })).lastSeen, 'the script has no threshold');
  assert.equal(scriptChecksPass().evaluate(facts({ checks: [] })).lastSeen, 'the script asked no check');
});

it('is blind until the script has ended', () => {
  assert.equal(scriptThresholdsHold().evaluate([]).blind, 'no script has run to its end');
});
