import assert from 'node:assert/strict';
import { it } from 'node:test';
import { clusterPhases } from './cluster-phases.ts';
import { formatLongDuration } from './long-duration.ts';
import { progressLine } from './progress-line.ts';
import { scenarioSummary, seriesRun } from './testing/series-builder.ts';

it('tells of a run what it came to, how long it took, and how long the others will', () => {
  const scenarios = [scenarioSummary('s1'), scenarioSummary('s2'), scenarioSummary('s3', { verdict: 'invalid' })];
  const run = seriesRun(3, scenarios, { wallMs: 312_000 });
  const wallMs = [300_000, 290_000, 312_000];
  assert.equal(
    progressLine('Run 3/20', run, wallMs, 17),
    'Run 3/20: 2 passed, 1 invalid in 5 min 12 s; about 1 h 25 min to go',
  );
  assert.equal(progressLine('Run 20/20', run, wallMs, 0), 'Run 20/20: 2 passed, 1 invalid in 5 min 12 s; the last');
});

it('writes long spans as people say them', () => {
  assert.deepEqual([400, 59_600, 3_599_000, 3_600_000].map(formatLongDuration), [
    '0 s',
    '1 min 0 s',
    '59 min 59 s',
    '1 h 0 min',
  ]);
});

it("reads the phases of a run's own cluster from what it told", () => {
  const output = [
    '   2.1s  Cluster kindling-a: nodes booted …',
    '   2.1s  Cluster kindling-a: nodes booted (1.3s)',
    '   5.4s  Cluster kindling-a: API server (1m02s)',
    '  12.2s  Cluster kindling-a: up in 11.5s',
    '  50.0s  Cluster kindling-a-s9: nodes booted (9.9s)',
  ].join('\n');
  assert.deepEqual(clusterPhases(output, 'kindling-a'), { 'nodes booted': 1.3, 'API server': 62, up: 11.5 });
  assert.deepEqual(clusterPhases(output, undefined), {});
});
