import assert from 'node:assert/strict';
import { it } from 'node:test';
import { resume } from './resume.ts';
import { runFolder, scenarioSummary, seriesRun } from './testing/series-builder.ts';

const record = (exitCode: number | undefined) => ({ version: 1, exitCode, wallMs: 1, phases: {} }) as const;

it('goes on after the last complete run', () => {
  const { complete, incomplete, missing } = resume([runFolder(1), runFolder(2, { record: undefined })], 4);
  assert.deepEqual(
    complete.map(({ name }) => name),
    ['run-01'],
  );
  assert.deepEqual(incomplete, [{ name: 'run-02', reason: 'it was interrupted' }]);
  assert.deepEqual(missing, [2, 3, 4]);
});

it('fills a gap, and has nothing to do when there are enough', () => {
  assert.deepEqual(resume([runFolder(1), runFolder(3)], 3).missing, [2]);
  const enough = resume([runFolder(1), runFolder(2), runFolder(3)], 2);
  assert.deepEqual([enough.missing, enough.complete.length], [[], 3]);
});

it('counts a run whatever its verdicts, but none that was cut short', () => {
  const reasonOf = (more: Parameters<typeof runFolder>[1]) => resume([runFolder(1, more)], 1).incomplete[0]?.reason;
  for (const exitCode of [0, 1, 3, 4]) assert.equal(reasonOf({ record: record(exitCode) }), undefined, `${exitCode}`);
  for (const exitCode of [130, 143, undefined])
    assert.equal(reasonOf({ record: record(exitCode) }), 'a signal ended it', `${exitCode}`);
  assert.equal(reasonOf({ selected: 78 }), 'it ran 1 of 78 scenarios');
  assert.equal(reasonOf({ selected: undefined }), 'it ran 1 of an unknown number of scenarios');
  const none = 'it ended with exit code 4 and without a scenario';
  assert.equal(reasonOf({ record: record(4), summary: undefined }), none);
  assert.equal(reasonOf({ record: record(4), summary: seriesRun(1, []).summary, selected: 0 }), none);
});

it('takes a summary for what it says, not for how many it says it of', () => {
  const { summary } = seriesRun(1, [scenarioSummary('s1'), scenarioSummary('s2', { verdict: 'broken' })]);
  assert.equal(resume([runFolder(1, { summary, selected: 2 })], 1).complete.length, 1);
});
