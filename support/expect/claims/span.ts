import type { Instant } from '../../timeline/facts.ts';

/** How long something may still be after an action. */
export interface Span {
  /** From when on requests count, usually when the action was asked for. */
  readonly since: Instant;
  /** Where its time begins, usually when the action was acknowledged. */
  readonly timedFrom: Instant;
  readonly withinMs: number;
}
