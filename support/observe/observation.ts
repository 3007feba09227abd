import type { Watch } from '../kubernetes/watch.ts';

/** Watches that write facts, as one thing. Leaving an `await using` block closes it. */
export interface Observation extends AsyncDisposable {
  /** Resolves when all watches are open; rejects with what kept one from opening. */
  readonly opened: Promise<void>;
  /**
   * Resolves after `close`, or when the signal ended the watches. Rejects as soon as one of them cannot go on: the
   * others are ended, since half an observation proves nothing. A rejection nobody awaits does no harm; `close` repeats it.
   */
  readonly closed: Promise<void>;
  /** Ends the watches and waits for them: no fact comes after. Rejects as `closed` does. May be called again. */
  close(): Promise<void>;
}

/** @param stop ends all of the watches. */
export function observation(watches: readonly Watch[], stop: AbortController): Observation {
  const opened = Promise.all(watches.map((watch) => watch.opened)).then(() => {});
  const ends = watches.map((watch) =>
    watch.closed.catch((error: unknown) => {
      stop.abort(error);
      throw error;
    }),
  );
  const closed = Promise.allSettled(ends).then((results) => {
    const failures = results.filter((result) => result.status === 'rejected').map(({ reason }) => reason as Error);
    if (failures.length > 1) throw new AggregateError(failures, failures.map(({ message }) => message).join('; '));
    if (failures[0] !== undefined) throw failures[0];
  });
  opened.catch(() => {});
  closed.catch(() => {});
  const close = () => {
    stop.abort(new Error('the observation was closed'));
    return closed;
  };
  return { opened, closed, close, [Symbol.asyncDispose]: close };
}
