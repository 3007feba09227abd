import type { Progress } from '../../clusters/progress.ts';
import type { Run } from './run.ts';

/** What the cluster of scenarios that change nodes needs from outside. */
export interface OwnClusterParts<R extends AsyncDisposable> {
  /** Starts a run on a new cluster. */
  readonly start: () => Promise<R>;
  /** Waits for the cluster to be as it was when it was started. @returns what is not, undefined for nothing. */
  readonly whatChanged: (run: R) => Promise<string | undefined>;
  readonly tell: Progress;
}

/**
 * The cluster that scenarios which change nodes have to themselves, one after the other. It is handed on while it is as it was
 * when it was started, replaced when it is not, and removed as soon as nobody is left who wants one.
 */
export class OwnCluster<R extends AsyncDisposable = Run> implements AsyncDisposable {
  readonly #parts: OwnClusterParts<R>;
  #waiting: Promise<R> | undefined;
  #left: number;

  /** @param scenarios how many are going to take it. */
  constructor(scenarios: number, parts: OwnClusterParts<R>) {
    this.#left = scenarios;
    this.#parts = parts;
  }

  /** Starts it for the first who takes it, so that no scenario is disturbed by that. When it fails, that one hears of it. */
  async startAhead(): Promise<void> {
    if (this.#left === 0) return;
    this.#waiting = this.#parts.start();
    await Promise.allSettled([this.#waiting]);
  }

  /** @throws when none is there and none can be started. */
  async take(): Promise<R> {
    const waiting = this.#waiting ?? this.#parts.start();
    this.#waiting = undefined;
    this.#left--;
    return waiting;
  }

  /** Takes it back: removes it when it has changed, or nobody wants it any more. */
  async giveBack(run: R): Promise<void> {
    if (this.#left > 0) {
      const changed = await this.#parts.whatChanged(run);
      if (changed === undefined) {
        this.#waiting = Promise.resolve(run);
        return;
      }
      this.#parts.tell(`The next scenario that changes nodes gets a new cluster: ${changed}`);
    }
    await run[Symbol.asyncDispose]();
  }

  /** Removes it when nobody has it. */
  async [Symbol.asyncDispose](): Promise<void> {
    const [waiting] = await Promise.allSettled([this.#waiting]);
    if (waiting.status === 'fulfilled') await waiting.value?.[Symbol.asyncDispose]();
  }
}
