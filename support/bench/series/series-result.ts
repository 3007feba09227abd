import type { SeriesOrigin } from './origin.ts';
import type { SeriesRun } from './series-run.ts';
import {
  type CatalogueSpread,
  catalogueSpreads,
  runSpreads,
  type ScenarioSpread,
  type Spread,
  scenarioSpreads,
} from './spread.ts';
import { countVerdicts, type VerdictCount } from './verdicts.ts';

/** What a series proves, and how far what it measured was spread. */
export interface SeriesResult {
  readonly origin: SeriesOrigin;
  /** By the API server's own word: `v1.37.2`; undefined when no run knows. */
  readonly kubernetesVersion: string | undefined;
  /** The names of the runs that count. */
  readonly runs: readonly string[];
  /** Runs that did not come to their end and were made again. */
  readonly setAside: readonly string[];
  readonly verdicts: VerdictCount;
  /** In seconds. */
  readonly wholeRuns: readonly (Spread & { readonly name: string })[];
  readonly catalogue: readonly CatalogueSpread[];
  readonly scenarios: readonly ScenarioSpread[];
}

/** Sums up the runs of a series. */
export function seriesResult(
  origin: SeriesOrigin,
  runs: readonly SeriesRun[],
  setAside: readonly string[],
): SeriesResult {
  const scenarios = scenarioSpreads(runs);
  return {
    origin,
    kubernetesVersion: runs.find(({ summary }) => summary.kubernetesVersion !== undefined)?.summary.kubernetesVersion,
    runs: runs.map(({ name }) => name),
    setAside,
    verdicts: countVerdicts(runs),
    wholeRuns: runSpreads(runs),
    catalogue: catalogueSpreads(scenarios),
    scenarios,
  };
}
