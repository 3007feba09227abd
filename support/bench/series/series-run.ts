import type { RunSummary } from '../../report/summary-json.ts';

/** What a series knows of a run that the run's own reports do not tell. Beside them as `run.json`. */
export interface RunRecord {
  readonly version: 1;
  /** Of its process; undefined when a signal killed it. */
  readonly exitCode: number | undefined;
  /** From the start of its process to its end. */
  readonly wallMs: number;
  /** Of the start of its cluster, in the order in which they came to an end, in seconds. */
  readonly phases: Readonly<Record<string, number>>;
}

/** A run that counts. */
export interface SeriesRun {
  /** Of its folder: `run-03`. */
  readonly name: string;
  readonly record: RunRecord;
  readonly summary: RunSummary;
}

/** A scenario of a run's summary. */
export type ScenarioSummary = RunSummary['scenarios'][number];

/** Finds the same scenario in every run of a series: its place in the catalogue, and what stands there. */
export function scenarioKey({ id, uri, line, name }: Pick<ScenarioSummary, 'id' | 'uri' | 'line' | 'name'>): string {
  return `${id} ${uri}:${line} ${name}`;
}

/** Every scenario of a series, in the order of the catalogue, with its summary in each run; undefined where it did not run. */
export function scenariosOf(
  runs: readonly SeriesRun[],
): { readonly first: ScenarioSummary; readonly inRuns: readonly (ScenarioSummary | undefined)[] }[] {
  const byRun = runs.map(({ summary }) => new Map(summary.scenarios.map((each) => [scenarioKey(each), each])));
  const firsts = new Map<string, ScenarioSummary>();
  for (const scenarios of byRun) {
    for (const [key, each] of scenarios) if (!firsts.has(key)) firsts.set(key, each);
  }
  return [...firsts].map(([key, first]) => ({ first, inRuns: byRun.map((scenarios) => scenarios.get(key)) }));
}
