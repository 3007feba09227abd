import type { Fact, Instant } from '../timeline/facts.ts';
import type { FactSource } from '../timeline/recorder.ts';
import { type Clock, timelineClock } from './clock.ts';
import type { Moments } from './moments.ts';

/** Where a claim is asked. */
export interface Asking {
  readonly source: FactSource;
  /** Stops the waiting; the promise rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Where the time of `eventually` and `stays` begins, usually when the action was asked for; without it, now. Several
   * expectations with the same `since` share their time instead of adding it up.
   */
  readonly since?: Instant | undefined;
  readonly clock?: Clock;
  /**
   * Resolves when the source has everything that happened before the call; asked at the end of a window, whether a claim held in it or
   * not.
   * Its promise rejects with what the expectation is to end with.
   */
  readonly caughtUp?: (() => Promise<void>) | undefined;
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
