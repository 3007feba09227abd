import { on } from 'node:events';
import { fileURLToPath } from 'node:url';
import { LocalProgram } from '../traffic/local-program.ts';
import type { Door } from '../traffic/meter.ts';
import type { Priority } from '../traffic/priority.ts';
import type { PlannedOutage, TrueOutage } from './outage.ts';

const program = fileURLToPath(new URL('./outage-target.ts', import.meta.url));

/** A target with outages by schedule, in a process of its own. */
export class OutageTarget implements AsyncDisposable {
  readonly doors: readonly Door[];
  readonly #program: LocalProgram;

  private constructor(started: LocalProgram) {
    this.#program = started;
    const ports = JSON.parse(started.firstLine) as number[];
    this.doors = ports.map((port, index) => ({ node: doorName(index), url: `http://127.0.0.1:${port}/hostname` }));
  }

  /** @throws {MeterError} when it does not come up. */
  static async start(endpoints: number, signal: AbortSignal, priority?: Priority): Promise<OutageTarget> {
    return new OutageTarget(await LocalProgram.start('outage target', program, [String(endpoints)], signal, priority));
  }

  /** Has these outages and returns when they are over, with their true times. @param told hears of each. */
  async have(
    outages: readonly PlannedOutage[],
    signal: AbortSignal,
    told: (outage: TrueOutage) => void = () => {},
  ): Promise<TrueOutage[]> {
    const had: TrueOutage[] = [];
    const lines = on(this.#program.lines, 'line', { signal, close: ['close'] });
    this.#program.tell(JSON.stringify(outages));
    for await (const [line] of lines) {
      const outage = JSON.parse(String(line)) as TrueOutage;
      had.push(outage);
      told(outage);
      if (had.length === outages.length) break;
    }
    if (had.length < outages.length)
      throw new Error(`outage target: it ended after ${had.length} of ${outages.length} outages`);
    return had;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#program[Symbol.asyncDispose]();
  }
}

/** What samples call the door of an endpoint. */
export function doorName(endpoint: number): string {
  return `endpoint-${endpoint}`;
}
