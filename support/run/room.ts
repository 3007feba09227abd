import { idleShare, type ProcessorTime, processorTime } from './processor-time.ts';

/** How often the processors are read. */
const READING_MS = 250;
/** Longer than the lulls between bursts of scenarios that are under way: where it was half as long, one more began in each of them. */
const WINDOW_MS = 3000;
/** What a machine must have had to spare in that time: where it had less, one more scenario would take it from the others. */
const SPARE = 0.2;

/** How a machine is asked; tests have one of their own. */
export interface Machine {
  readonly processorTime: () => ProcessorTime;
  /** Calls again and again, with so many ms between. Returns what ends that. */
  readonly every: (ms: number, call: () => void) => () => void;
}

const THIS_MACHINE: Machine = {
  processorTime,
  every: (ms, call) => {
    const timer = setInterval(call, ms);
    return () => clearInterval(timer);
  },
};

/**
 * Lets one piece of work begin after the other, each when the machine has processors to spare or nothing else is under way.
 * Work that is under way is measured by time, so that what begins beside it must not take its time away.
 * Processors are read all the while, so that what has waited for a place begins at once where they had time to spare.
 * It needs no signal: what an interruption ends makes room for what is left, which then does nothing.
 */
export class Room {
  readonly #machine: Machine;
  /** In the order of the calls. */
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;
  /** Since the last beginning, the oldest first, none older than the window. */
  #readings: ProcessorTime[] = [];
  #stopReading: (() => void) | undefined;

  constructor(machine: Machine = THIS_MACHINE) {
    this.#machine = machine;
  }

  /** Does the work as soon as there is room, in the order of the calls. @throws what the work throws. */
  async do(work: () => Promise<void>): Promise<void> {
    await new Promise<void>((begin) => {
      this.#waiting.push(begin);
      this.#letIn();
    });
    try {
      await work();
    } finally {
      this.#underWay--;
      this.#letIn();
    }
  }

  #letIn(): void {
    const next = this.#underWay === 0 || this.#canSpare() ? this.#waiting.shift() : undefined;
    if (next !== undefined) {
      this.#underWay++;
      this.#readings = [this.#machine.processorTime()];
      this.#stopReading ??= this.#machine.every(READING_MS, () => this.#read());
      next();
    }
    if (this.#underWay === 0) {
      this.#stopReading?.();
      this.#stopReading = undefined;
    }
  }

  #read(): void {
    this.#readings.push(this.#machine.processorTime());
    if (this.#readings.length > WINDOW_MS / READING_MS + 1) this.#readings.shift();
    this.#letIn();
  }

  #canSpare(): boolean {
    const [first, last] = [this.#readings[0], this.#readings.at(-1)];
    if (first === undefined || last === undefined || this.#readings.length <= WINDOW_MS / READING_MS) return false;
    return idleShare(first, last) >= SPARE;
  }
}
