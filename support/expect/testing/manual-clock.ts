import type { Instant } from '../../timeline/facts.ts';
import type { Clock } from '../clock.ts';

/** A clock that stands still until it is told to go on. */
export class ManualClock implements Clock {
  #now: Instant;
  #calls: { at: Instant; callback: () => void }[] = [];

  constructor(start: Instant) {
    this.#now = start;
  }

  now(): Instant {
    return this.#now;
  }

  /** How many callbacks are still to come: none may be left behind by a wait that has ended. */
  get pending(): number {
    return this.#calls.length;
  }

  callAt(at: Instant, callback: () => void): () => void {
    const call = { at, callback };
    this.#calls.push(call);
    return () => {
      this.#calls = this.#calls.filter((other) => other !== call);
    };
  }

  /** Goes to an instant, makes the calls that are due, and lets everything that waited on them go on. */
  async goTo(at: Instant): Promise<void> {
    this.#now = at;
    const due = this.#calls.filter((call) => call.at <= at);
    this.#calls = this.#calls.filter((call) => call.at > at);
    for (const { callback } of due) callback();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
