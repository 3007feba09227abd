import timers from 'node:timers';

/** What timers need of the call that they belong to. */
interface Owner {
  waitFor(work: Promise<unknown>): unknown;
  fail(error: unknown): void;
}

/** Numbers of timers never come again: what a script kept of an earlier iteration must not clear a timer of this one. */
let last = 0;

/** The timers that one call into a script has set. The call does not end before they have fired or were cleared. */
export class ScriptTimers {
  readonly #owner: Owner;
  /** What ends a timer that is set. */
  readonly #set = new Map<number, () => void>();
  #closed = false;

  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /**
   * `setTimeout`, or with `repeats` `setInterval`. What the callback throws fails the call.
   * @returns the timer's number, also of one that will not fire because they are closed.
   */
  set(callback: () => unknown, delayMs: number, repeats: boolean): number {
    last += 1;
    const number = last;
    if (this.#closed) return number;
    const { promise, resolve } = Promise.withResolvers<void>();
    const fire = () => {
      if (!repeats) this.clear(number);
      try {
        callback();
      } catch (error) {
        this.#owner.fail(error);
      }
    };
    const timer = repeats ? timers.setInterval(fire, delayMs) : timers.setTimeout(fire, delayMs);
    this.#set.set(number, () => {
      timers.clearTimeout(timer);
      resolve();
    });
    this.#owner.waitFor(promise);
    return number;
  }

  /** Clears a timer; one that is not set is left alone. */
  clear(number: unknown): void {
    this.#set.get(number as number)?.();
    this.#set.delete(number as number);
  }

  /** Clears all that are set, and sets no more. */
  close(): void {
    this.#closed = true;
    for (const number of [...this.#set.keys()]) this.clear(number);
  }
}
