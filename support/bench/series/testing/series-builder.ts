import type { RunFolder } from '../run-folder.ts';
import type { RunRecord, ScenarioSummary, SeriesRun } from '../series-run.ts';

/** A scenario of a summary that passed and measured nothing but its time; `id` says its place. */
export function scenarioSummary(id: string, more: Partial<ScenarioSummary> = {}): ScenarioSummary {
  return {
    ...{ id, name: `scenario ${id}`, feature: 'f', rule: undefined, uri: 'features/f.feature', line: 7 },
    ...{ verdict: 'passed', reason: undefined, startedAt: '', finishedAt: '', seconds: 1, overhead: undefined },
    ...{ recreated: [], members: [], streams: [], ghosts: [], script: undefined, propagations: [], causes: [] },
    ...{ unexplainedShare: 0, meter: undefined },
    ...more,
  };
}

/** A run that counts, of these scenarios. */
export function seriesRun(
  number: number,
  scenarios: readonly ScenarioSummary[],
  record: Partial<RunRecord> = {},
): SeriesRun {
  const totals = { passed: 0, failed: 0, invalid: 0, broken: 0 };
  for (const { verdict } of scenarios) totals[verdict as keyof typeof totals]++;
  return {
    name: `run-0${number}`,
    record: { version: 1, exitCode: 0, wallMs: 60_000, phases: {}, ...record },
    summary: {
      ...{ version: 2, run: 'r', kindling: '0.1.0', kubernetesVersion: 'v1.37.2', cluster: 'kindling-r', nodes: [] },
      ...{ engine: 'Docker', calibration: undefined, startedAt: '2026-01-01T00:00:00.000Z' },
      ...{ finishedAt: '2026-01-01T00:01:00.000Z', totals, scenarios },
    },
  };
}

/** The folder of a run that counts, with changes. */
export function runFolder(number: number, more: Partial<RunFolder> = {}): RunFolder {
  const { name, record, summary } = seriesRun(number, [scenarioSummary('s1')]);
  return { number, name, record, summary, selected: 1, ...more };
}
