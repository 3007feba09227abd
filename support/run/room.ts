import { setTimeout as delay } from 'node:timers/promises';
import { idleShare, type ProcessorTime, processorTime } from './processor-time.ts';

/** Long enough to hold a scenario's first burst, the start of its pods, when one has just begun. */
const WINDOW_MS = 1500;
/** What a machine must have had to spare in that time: where it had less, one more scenario would take it from the others. */
const SPARE = 0.2;

/** How a machine is asked; tests have one of their own. */
export interface Machine {
  readonly processorTime: () => ProcessorTime;
  /** Resolves after so many ms, or when the signal aborts. */
  readonly pass: (ms: number, signal: AbortSignal) => Promise<void>;
}

const THIS_MACHINE: Machine = {
  processorTime,
  pass: (ms, signal) => delay(ms, undefined, { signal }).catch(() => {}),
};

/**
 * Lets one piece of work begin after the other, each when the machine has processors to spare or nothing else is under way.
 * Work that is under way is measured by time, so that what begins beside it must not take its time away.
 * It needs no signal: what an interruption ends makes room for what is left, which then does nothing.
 */
export class Room {
  readonly #machine: Machine;
  #underWay = 0;
  #last: Promise<void> = Promise.resolve();
  #someEnded = new AbortController();

  constructor(machine: Machine = THIS_MACHINE) {
    this.#machine = machine;
  }

  /** Does the work as soon as there is room, in the order of the calls. @throws what the work throws. */
  async do(work: () => Promise<void>): Promise<void> {
    const turn = this.#last.then(() => this.#begin());
    this.#last = turn;
    await turn;
    try {
      await work();
    } finally {
      this.#underWay--;
      this.#someEnded.abort();
      this.#someEnded = new AbortController();
    }
  }

  async #begin(): Promise<void> {
    while (this.#underWay > 0) {
      const before = this.#machine.processorTime();
      const { signal } = this.#someEnded;
      await this.#machine.pass(WINDOW_MS, signal);
      // Less than a window tells nothing, unless what ended was the last.
      if (!signal.aborted && idleShare(before, this.#machine.processorTime()) >= SPARE) break;
    }
    this.#underWay++;
  }
}
