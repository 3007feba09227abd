import assert from 'node:assert/strict';
import { it } from 'node:test';
import { formatDoubt, verdictLine } from './format-verdicts.ts';
import { scenarioSummary, seriesRun } from './testing/series-builder.ts';
import { countVerdicts } from './verdicts.ts';

const passed = ['s1', 's2'].map((id) => scenarioSummary(id));

it('says in a line that all verdicts were the same', () => {
  const count = countVerdicts([seriesRun(1, passed), seriesRun(2, passed), seriesRun(3, passed)]);
  assert.equal(verdictLine(count, 'v1.37.2'), '3 runs of 2 scenarios on v1.37.2: 6 verdicts, all passed');
  assert.deepEqual(count.doubts, []);
});

it('tells of each scenario that changed what each run said, and why', () => {
  const reason =
    'the meter sent requests late:\n  99th percentile 102 ms\nand so on\n\nSince you deleted rng:\n  a long story';
  const [one, two] = passed;
  assert.ok(one !== undefined && two !== undefined);
  const count = countVerdicts([seriesRun(1, passed), seriesRun(2, [one, { ...two, verdict: 'invalid', reason }])]);
  assert.equal(
    verdictLine(count, 'v1.37.2'),
    '2 runs of 2 scenarios on v1.37.2: 4 verdicts, 3 passed, 1 invalid; 1 scenario changed',
  );
  const [doubt, ...others] = count.doubts;
  assert.ok(doubt !== undefined);
  assert.equal(others.length, 0);
  assert.deepEqual(formatDoubt(doubt), [
    'scenario s2 (features/f.feature:7)',
    '',
    '- passed: run-01',
    '- invalid: run-02',
    '  - run-02: the meter sent requests late: 99th percentile 102 ms; and so on',
    '',
  ]);
});

it('doubts what failed in every run too, though it did not change', () => {
  const failed = [scenarioSummary('s1', { verdict: 'failed', reason: 'no pod' })];
  const { doubts } = countVerdicts([seriesRun(1, failed), seriesRun(2, failed)]);
  assert.deepEqual(
    doubts.map(({ changed, verdicts }) => [changed, verdicts.length]),
    [[false, 2]],
  );
});

it('misses a scenario that a run left out, and keeps examples of one outline apart', () => {
  const examples = ['s1', 's2'].map((id) => scenarioSummary(id, { name: 'an outline' }));
  const count = countVerdicts([seriesRun(1, examples), seriesRun(2, examples.slice(0, 1))]);
  assert.deepEqual([count.scenarios, count.verdicts, count.totals['did not run']], [2, 3, 1]);
  assert.deepEqual(
    count.doubts.map(({ verdicts }) => verdicts.map(({ verdict }) => verdict)),
    [['passed', 'did not run']],
  );
});
