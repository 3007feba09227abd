import type { ProbeOutcome } from '../timeline/facts.ts';
import { failureShareUpperBound } from './failure-bound.ts';
import { outcomeCounts } from './outcome-counts.ts';
import type { Sample } from './samples.ts';

/** How many requests there were, and how those failed that did. */
export interface Tally {
  readonly requests: number;
  readonly failed: number;
  /** Failed requests by how they failed, most frequent first. */
  readonly failures: ReadonlyMap<ProbeOutcome, number>;
  /** With 95 % confidence the true share is below this, 0 to 1, see `failureShareUpperBound`. */
  readonly failureShareBelow: number;
}

/** Counts requests and failures. */
export function tallyOf(samples: readonly Sample[]): Tally {
  const failed = samples.filter(({ outcome }) => outcome !== 'ok');
  return {
    requests: samples.length,
    failed: failed.length,
    failures: outcomeCounts(failed),
    failureShareBelow: failureShareUpperBound(failed.length, samples.length),
  };
}
