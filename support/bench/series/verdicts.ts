import type { Verdict } from '../../timeline/facts.ts';
import { type SeriesRun, scenariosOf } from './series-run.ts';

/** What a scenario came to in one run. */
export interface VerdictInRun {
  readonly run: string;
  readonly verdict: Verdict | 'did not run';
  readonly reason: string | undefined;
}

/** A scenario of which not all verdicts are `passed`. */
export interface Doubt {
  readonly scenario: string;
  /** `features/x.feature:12`. */
  readonly place: string;
  /** Not the same in all runs. */
  readonly changed: boolean;
  /** One for each run. */
  readonly verdicts: readonly VerdictInRun[];
}

/** What the verdicts of a series come to. */
export interface VerdictCount {
  readonly runs: number;
  readonly scenarios: number;
  readonly verdicts: number;
  readonly totals: Readonly<Record<VerdictInRun['verdict'], number>>;
  /** In the order of the catalogue; none is what a series is to prove. */
  readonly doubts: readonly Doubt[];
}

/** Counts the verdicts of all runs, and finds the scenarios that did not pass in every one. */
export function countVerdicts(runs: readonly SeriesRun[]): VerdictCount {
  const totals = { passed: 0, failed: 0, invalid: 0, broken: 0, 'did not run': 0 };
  const scenarios = scenariosOf(runs);
  const doubts = scenarios.flatMap(({ first, inRuns }) => {
    const verdicts = inRuns.map((each, index) => ({
      run: runs[index]?.name ?? '',
      verdict: (each?.verdict ?? 'did not run') as VerdictInRun['verdict'],
      reason: each?.reason,
    }));
    for (const { verdict } of verdicts) totals[verdict]++;
    if (verdicts.every(({ verdict }) => verdict === 'passed')) return [];
    const changed = new Set(verdicts.map(({ verdict }) => verdict)).size > 1;
    return [{ scenario: first.name, place: `${first.uri}:${first.line}`, changed, verdicts }];
  });
  const verdicts = Object.values(totals).reduce((sum, count) => sum + count, 0) - totals['did not run'];
  return { runs: runs.length, scenarios: scenarios.length, verdicts, totals, doubts };
}
