import { formatDuration } from '../../analysis/durations.ts';
import type { Instant } from '../../timeline/facts.ts';

/** How long something may still be after an action. */
export interface Span {
  /** From when on requests count, usually when the action was asked for. */
  readonly since: Instant;
  /** Where its time begins, usually when the action was acknowledged. */
  readonly timedFrom: Instant;
  readonly withinMs: number;
}

/** When it must be over. */
export function deadlineOf({ timedFrom, withinMs }: Span): Instant {
  return timedFrom + withinMs;
}

/** When it last was, as "never" or "last 1.20s after"; what came before the time began is told as 0. */
export function lastReached(at: Instant | undefined, { timedFrom }: Span): string {
  return at === undefined ? 'never' : `last ${formatDuration(Math.max(0, Math.round(at - timedFrom)))} after`;
}
