import { OUTAGE_KINDS, type PlannedOutage, TIMEOUT_MS } from './outage.ts';

/** What a schedule is made of. */
export interface ScheduleOptions {
  readonly lengthsMs: readonly number[];
  /** How many times each kind and length comes, for all endpoints and for one of them. */
  readonly rounds: number;
  readonly endpoints: number;
  /** Numbers from 0 to below 1. */
  readonly random: () => number;
}

/** A schedule of outages and when it is over, in ms from its start. */
export interface Schedule {
  readonly outages: readonly PlannedOutage[];
  readonly endMs: number;
}

/**
 * Every kind with every length, for all endpoints and for one. The quiet time after each lets every request of it end, and
 * its length is drawn so that outages begin at any phase of the sampling period.
 */
export function scheduleOf({ lengthsMs, rounds, endpoints, random }: ScheduleOptions): Schedule {
  const outages: PlannedOutage[] = [];
  let afterMs = 1000;
  for (let round = 0; round < rounds; round++) {
    for (const kind of OUTAGE_KINDS) {
      for (const lengthMs of lengthsMs) {
        for (const endpoint of endpoints > 1 ? [undefined, Math.floor(random() * endpoints)] : [undefined]) {
          outages.push({ kind, lengthMs, endpoint, afterMs });
          afterMs += lengthMs + TIMEOUT_MS + 150 + random() * 100;
        }
      }
    }
  }
  return { outages, endMs: afterMs };
}
