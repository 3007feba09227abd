import { type Buckets, bucketsOver, podRates, type StreamRates } from '../analysis/pod-rates.ts';
import { timeAxisOf } from './picture/time-axis.ts';
import type { ScenarioReport } from './scenario-report.ts';

/** What each pod answered over the time that the picture shows. */
export interface AnswersOverTime {
  readonly buckets: Buckets;
  /** Empty without traffic, and where answers do not tell whose they are. */
  readonly streams: readonly StreamRates[];
}

/** Answers per pod, on one grid for picture and table; it goes through the picture's zero. */
export function answersOverTime(scenario: ScenarioReport): AnswersOverTime {
  const axis = timeAxisOf(scenario);
  const buckets = bucketsOver(axis, axis.zero);
  return { buckets, streams: podRates(scenario.facts, buckets) };
}

/** "second" or "5s", for texts: "12 answers in this second". */
export function bucketWords({ bucketMs }: Buckets): string {
  return bucketMs === 1000 ? 'second' : `${bucketMs / 1000}\u00A0s`;
}
