import { fileURLToPath } from 'node:url';
import { LocalProgram } from './local-program.ts';
import type { Door } from './meter.ts';
import type { Priority } from './priority.ts';

const program = fileURLToPath(new URL('./control-target.ts', import.meta.url));

/** Where the control stream knocks: an HTTP server of ours on 127.0.0.1 that no scenario touches. It ends when disposed. */
export interface ControlTarget extends AsyncDisposable {
  readonly door: Door;
  readonly pid: number;
}

/**
 * Starts one, in a process that ends with this one, and returns when it listens.
 * @param priority the generator's: a target that waits for the processor would be told as a machine that stutters.
 * @throws {MeterError} when it does not come up, with what it said.
 */
export async function startControlTarget(signal: AbortSignal, priority?: Priority): Promise<ControlTarget> {
  const target = await LocalProgram.start('control target', program, [], signal, priority);
  const door = { node: 'this host', url: `http://127.0.0.1:${target.firstLine}/` };
  return { door, pid: target.pid, [Symbol.asyncDispose]: () => target[Symbol.asyncDispose]() };
}
