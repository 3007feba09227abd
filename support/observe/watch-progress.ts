import type { ObservedKind } from '../timeline/facts.ts';

/** A watch has not shown in time what the API server had done. */
export class WatchBehind extends Error {
  override readonly name = 'WatchBehind';
}

/**
 * How far the watch of each kind has come. A watch tells the changes of its kind in the order of their resourceVersions, which
 * are numbers that rise with every change of that kind
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#resource-versions).
 */
export class WatchProgress {
  readonly #reached = new Map<ObservedKind, bigint>();
  readonly #waiting = new Set<() => void>();

  /** Takes note of a resourceVersion that the watch of a kind has told of. */
  note(kind: ObservedKind, resourceVersion: string): void {
    const version = BigInt(resourceVersion);
    if (version <= this.reached(kind)) return;
    this.#reached.set(kind, version);
    for (const look of this.#waiting) look();
  }

  /** The last resourceVersion that the watch of a kind has told of; 0 before the first. */
  reached(kind: ObservedKind): bigint {
    return this.#reached.get(kind) ?? 0n;
  }

  /**
   * Resolves when the watch of a kind has come to a resourceVersion of that kind: all earlier changes have been told then.
   * @throws WatchBehind when that takes longer than `timeoutMs`; the signal's reason when aborted.
   */
  async until(
    kind: ObservedKind,
    resourceVersion: string,
    { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
  ): Promise<void> {
    const wanted = BigInt(resourceVersion);
    const timeout = AbortSignal.timeout(timeoutMs);
    const either = AbortSignal.any([signal, timeout]);
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const look = () => {
      if (this.reached(kind) >= wanted) resolve();
    };
    const stop = () => {
      const late = `the watch of ${kind} objects did not show within ${timeoutMs / 1000} s what the API server had done`;
      reject(signal.aborted ? signal.reason : new WatchBehind(late));
    };
    either.addEventListener('abort', stop, { once: true });
    this.#waiting.add(look);
    try {
      signal.throwIfAborted();
      look();
      await promise;
    } finally {
      this.#waiting.delete(look);
      either.removeEventListener('abort', stop);
    }
  }
}
