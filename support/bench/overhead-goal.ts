import type { Overhead } from './overhead.ts';

const GOAL = { requestsPerSecond: 100, shareOfACore: 0.25 };

/** The most that Kindling is to cost, as a share of one core; undefined at a rate for which there is no goal. */
export function goalOf({ requestsPerSecond }: Pick<Overhead, 'requestsPerSecond'>): number | undefined {
  return requestsPerSecond === GOAL.requestsPerSecond ? GOAL.shareOfACore : undefined;
}

/** Whether it costs more than that. */
export function exceedsGoal(overhead: Pick<Overhead, 'requestsPerSecond' | 'shareOfACore'>): boolean {
  return overhead.shareOfACore > (goalOf(overhead) ?? Number.POSITIVE_INFINITY);
}
