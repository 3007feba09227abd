import { type Delay, delay } from './backoff.ts';
import type { RawApi } from './client.ts';
import type { Seen } from './known-objects.ts';
import { ListWatch } from './list-watch.ts';

/** What a watch tells, synchronously and in the order in which it learned it. An exception ends the watch. */
export interface WatchListener {
  seen(seen: Seen): void;
  /** Once: the first connection is open and sees everything after this resourceVersion. */
  opened?(resourceVersion: string): void;
  /** Open again from where it was; nothing is missing. `from`: when the last byte had come before. */
  reconnected?(from: number, reason: string): void;
  /** States between `from` and `to` may be missing. If the watch goes on, the differences of a new list follow. */
  gap?(from: number, to: number, reason: string): void;
}

/** What to watch and for whom. */
export interface WatchOptions {
  /** Of the collection. */
  readonly path: string;
  readonly fieldSelector?: string | undefined;
  /** False for a resource that the API server keeps out of its watch cache: it sends no bookmarks of those. Default true. */
  readonly bookmarks?: boolean | undefined;
  readonly listener: WatchListener;
  /** Ends the watch; `closed` then resolves. */
  readonly signal: AbortSignal;
  /** ms since the epoch. */
  readonly clock: () => number;
  readonly delay?: Delay | undefined;
}

/** A running watch. */
export interface Watch {
  /** Resolves when the first connection is open; rejects when that cannot be, with the signal's reason if it was aborted. */
  readonly opened: Promise<void>;
  /** Resolves when the watch has ended on request; rejects with what ended it else. Unobserved rejections do no harm. */
  readonly closed: Promise<void>;
}

/**
 * Lists a collection, then watches it for as long as the signal allows: goes on from the last resourceVersion when a
 * connection ends, and lists again when the server no longer has that version (410), which it reports as a gap.
 * The client's signal ends it too.
 */
export function watch(client: RawApi & { readonly server: string }, options: WatchOptions): Watch {
  const signal = AbortSignal.any([options.signal, client.signal]);
  const opening = Promise.withResolvers<void>();
  const listener: WatchListener = {
    seen: (seen) => options.listener.seen(seen),
    opened(resourceVersion) {
      options.listener.opened?.(resourceVersion);
      opening.resolve();
    },
    reconnected: (from, reason) => options.listener.reconnected?.(from, reason),
    gap: (from, to, reason) => options.listener.gap?.(from, to, reason),
  };
  const listWatch = new ListWatch(client, {
    path: options.path,
    fieldSelector: options.fieldSelector,
    bookmarks: options.bookmarks ?? true,
    listener,
    signal,
    clock: options.clock,
    delay: options.delay ?? delay,
  });
  const closed = listWatch.run().catch((error: unknown) => {
    opening.reject(error);
    if (!signal.aborted || error !== signal.reason) throw error;
  });
  // Both are for whoever cares; a process must not die because a caller awaits only one of them.
  opening.promise.catch(() => {});
  closed.catch(() => {});
  return { opened: opening.promise, closed };
}
