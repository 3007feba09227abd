import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Fact, Instant, NewFact } from './facts.ts';

/** The clock of the timeline: milliseconds since the epoch with fractions, monotonic within the process. */
export function now(): Instant {
  return performance.timeOrigin + performance.now();
}

/** What observers and actions need of a timeline: somewhere to put facts. */
export interface FactSink {
  /** Stamps the fact, appends it and returns it. Synchronous, so that facts keep the order in which they were learned. */
  append(fact: NewFact): Fact;
}

/** What waiting needs of a timeline: the facts so far, and word of the next. */
export interface FactSource {
  /** All facts so far, in order. Do not keep it across an `await`: it grows. */
  readonly facts: readonly Fact[];
  /** Resolves after the next fact was appended, or rejects with the signal's reason. */
  next(signal?: AbortSignal): Promise<void>;
}

/** An append-only timeline: in memory for those who wait on it, and on disk line by line as facts come. */
export class TimelineRecorder implements FactSink, FactSource {
  readonly #path: string | undefined;
  readonly #facts: Fact[] = [];
  readonly #waiting = new Set<() => void>();
  #seq = 0;

  /** @param path NDJSON file to append to; its folder is made. Without it the timeline lives in memory alone. */
  constructor(path?: string) {
    this.#path = path;
    if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  }

  get facts(): readonly Fact[] {
    return this.#facts;
  }

  append(fact: NewFact): Fact {
    const stamped = { seq: this.#seq++, at: now(), ...fact } as Fact;
    if (this.#path !== undefined) appendFileSync(this.#path, `${JSON.stringify(stamped)}\n`);
    this.#facts.push(stamped);
    const woken = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of woken) wake();
    return stamped;
  }

  next(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const wake = () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      };
      const abort = () => {
        this.#waiting.delete(wake);
        reject(signal?.reason);
      };
      this.#waiting.add(wake);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }
}
