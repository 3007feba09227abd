import type { RawApi } from './client.ts';
import { objectPath } from './kinds.ts';
import type { RawObject } from './raw-object.ts';
import { watch } from './watch.ts';

/** One object by name, and how long to wait for it. */
export interface UntilOptions {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly signal: AbortSignal;
  readonly timeoutMs: number;
}

/**
 * Waits on a watch, without polling, until one object is as wanted; it is asked with undefined while there is none.
 * @param describe what was waited for and what to do, given the state last seen: the text of the timeout's error.
 * @throws when the time is over, or the watch cannot be; the signal's reason when aborted.
 */
export async function untilWatched(
  client: RawApi & { readonly server: string },
  options: UntilOptions,
  wanted: (object: RawObject | undefined) => boolean,
  describe: (lastSeen: RawObject | undefined) => string,
): Promise<void> {
  const { name, timeoutMs } = options;
  const stop = new AbortController();
  const timeout = AbortSignal.timeout(timeoutMs);
  const done = Promise.withResolvers<void>();
  let current: RawObject | undefined;
  const look = () => {
    if (wanted(current)) done.resolve();
  };
  const { closed } = watch(client, {
    path: objectPath(options).replace(/\/[^/]+$/, ''),
    fieldSelector: `metadata.name=${name}`,
    signal: AbortSignal.any([options.signal, stop.signal, timeout]),
    clock: Date.now,
    listener: {
      seen({ change, object }) {
        current = change === 'DELETED' ? undefined : object;
        look();
      },
      opened: look,
    },
  });
  const ended = closed.then(() => {
    options.signal.throwIfAborted();
    client.signal.throwIfAborted();
    if (timeout.aborted) throw new Error(`after ${timeoutMs / 1000} s ${describe(current)}`);
  });
  try {
    await Promise.race([done.promise, ended]);
  } finally {
    stop.abort();
    await closed.catch(() => {});
  }
}
