import type { Instant } from '../timeline/facts.ts';

/** A span of time on the timeline. `to` is undefined while it goes on; the instant `to` itself no longer belongs to it. */
export interface Interval {
  readonly from: Instant;
  readonly to: Instant | undefined;
}

/** A span in which a value stayed the same. */
export interface Run<T> extends Interval {
  readonly value: T;
}

/** Whether the instant lies in the interval. */
export function contains(interval: Interval, at: Instant): boolean {
  return at >= interval.from && (interval.to === undefined || at < interval.to);
}

/** The span that two have in common; undefined for none. */
export function overlapOf(a: Interval, b: Interval): Interval | undefined {
  const from = Math.max(a.from, b.from);
  const to = a.to === undefined || b.to === undefined ? (a.to ?? b.to) : Math.min(a.to, b.to);
  return to === undefined || from < to ? { from, to } : undefined;
}

/**
 * Joins moments into runs of equal values. Each moment holds until the next one.
 *
 * @param moments values with the instant from which each is true, in order of time
 * @param end closes the last run; undefined leaves it open
 */
export function runsOf<T>(
  moments: readonly { readonly at: Instant; readonly value: T }[],
  end: Instant | undefined,
  same: (a: T, b: T) => boolean = Object.is,
): Run<T>[] {
  const runs: { from: Instant; to: Instant | undefined; value: T }[] = [];
  for (const { at, value } of moments) {
    const last = runs.at(-1);
    if (last !== undefined && same(last.value, value)) continue;
    if (last !== undefined) last.to = at;
    runs.push({ from: at, to: undefined, value });
  }
  const last = runs.at(-1);
  if (last !== undefined) last.to = end;
  return runs;
}
