import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from 'node:test';
import { sampleRun } from './testing/sample-run.ts';
import { writeReports } from './write-reports.ts';

it('writes every report into a new folder, and adds to the summary of a GitHub job', async (context) => {
  const parent = await mkdtemp(join(tmpdir(), 'kindling-reports-'));
  context.after(() => rm(parent, { recursive: true }));
  const folder = join(parent, 'deep', 'run');
  const jobSummary = join(parent, 'job.md');
  const report = writeReports(sampleRun(), folder, { GITHUB_STEP_SUMMARY: jobSummary });
  assert.equal(report.scenarios.length, 4);
  const pictures = [1, 2, 3, 4].map((number) => `scenario-${number}.svg`);
  const names = await readdir(folder);
  assert.deepEqual(names.sort(), ['index.html', 'junit.xml', ...pictures, 'summary.json', 'summary.md']);
  assert.match(await readFile(join(folder, 'scenario-1.svg'), 'utf8'), /^<svg xmlns/);
  assert.equal(await readFile(jobSummary, 'utf8'), await readFile(join(folder, 'summary.md'), 'utf8'));

  writeReports([], folder, {});
  assert.match(await readFile(join(folder, 'summary.md'), 'utf8'), /0 scenarios/);
});
