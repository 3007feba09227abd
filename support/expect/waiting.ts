import type { Fact, Instant } from '../timeline/facts.ts';
import type { FactSource } from '../timeline/recorder.ts';
import { type Clock, timelineClock } from './clock.ts';
import type { Moments } from './moments.ts';

/** Where a claim is asked. */
export interface Asking {
  readonly source: FactSource;
  /** Stops the waiting; the promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** From when on facts count, usually when the action was asked for; without it, now. */
  readonly since?: Instant | undefined;
  /**
   * Where the time begins that a claim gives the cluster, usually when the action was acknowledged, so that a slow API server takes
   * nothing from it; without it, `since`. Several expectations share their time instead of adding it up.
   */
  readonly timedFrom?: Instant | undefined;
  readonly clock?: Clock;
  /**
   * Resolves when the source has everything that happened before the call; asked at the end of a window, whether a claim held in it or
   * not.
   * Its promise rejects with what the expectation is to end with.
   */
  readonly caughtUp?: (() => Promise<void>) | undefined;
}

/** From when on facts count for what is asked, and where its time begins. */
export function beginningOf({ since: from, timedFrom, clock = timelineClock }: Asking) {
  const since = from ?? clock.now();
  return { since, timedFrom: Math.max(since, timedFrom ?? since) };
}

/** Gives out moments until one satisfies `done` or the deadline has passed. Waits on facts and on one timer. */
export async function watch(
  moments: Moments,
  deadline: Instant,
  { source, signal, clock = timelineClock }: Asking,
  done: (facts: readonly Fact[]) => boolean,
): Promise<void> {
  const expiry = new AbortController();
  const cancel = clock.callAt(deadline, () => expiry.abort());
  const stop = signal === undefined ? expiry.signal : AbortSignal.any([signal, expiry.signal]);
  try {
    for (;;) {
      signal?.throwIfAborted();
      for (const facts of moments.next()) if (done(facts)) return;
      if (expiry.signal.aborted || clock.now() >= deadline) return;
      try {
        await source.next(stop);
      } catch (error) {
        if (!expiry.signal.aborted || signal?.aborted) throw error;
      }
    }
  } finally {
    cancel();
  }
}
