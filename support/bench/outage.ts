import type { Instant } from '../timeline/facts.ts';

/** Ways in which the target can be out of order; `slow` still answers. */
export const OUTAGE_KINDS = ['refuse', 'reset', 'close', 'stall', 'slow'] as const;

/** One of them. */
export type OutageKind = (typeof OUTAGE_KINDS)[number];

/** An outage that the target is to have. */
export interface PlannedOutage {
  readonly kind: OutageKind;
  /** From the start of the schedule, in ms. */
  readonly afterMs: number;
  readonly lengthMs: number;
  /** Which endpoint; undefined for all of them. */
  readonly endpoint: number | undefined;
}

/** An outage that it had, by the clock of its own process. */
export interface TrueOutage extends PlannedOutage {
  readonly from: Instant;
  readonly to: Instant;
}

/** How long a slow answer takes, in ms: far above what a target on the same host takes, below the timeout. */
export const SLOW_MS = 200;

/** Answers that take longer are slow. */
export const SLOW_BOUND_MS = 100;

/** A request without an answer after this long has failed, in ms. */
export const TIMEOUT_MS = 400;
