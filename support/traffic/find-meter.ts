import process from 'node:process';
import { findK6 } from './k6.ts';
import type { Meter } from './meter.ts';
import { MeterError } from './meter-error.ts';
import { findPriority } from './priority.ts';
import { probeRunner } from './probe-runner-meter.ts';

/**
 * The best meter of this machine: the k6 that `K6_BIN` names, else k6 on PATH, else the embedded probe runner.
 * `Meter.reason` says why it is this one; the choice is never silent.
 * @param environment where `K6_BIN` and `PATH` are looked up.
 * @throws {MeterError} when `K6_BIN` is set and names no k6 of version 1.0 or newer.
 */
export async function findMeter(signal: AbortSignal, environment: NodeJS.ProcessEnv = process.env): Promise<Meter> {
  const priority = await findPriority(signal, environment);
  const named = environment['K6_BIN'];
  if (named !== undefined && named !== '') {
    const search = await findK6(named, `K6_BIN is ${named}`, environment, signal, priority);
    if (search.k6 !== undefined) return search.k6;
    throw new MeterError(
      `K6_BIN is ${named}, but ${search.reason}; name a k6 of version 1.0 or newer, or unset K6_BIN`,
    );
  }
  const onPath = await findK6('k6', 'k6 on PATH', environment, signal, priority);
  return onPath.k6 ?? probeRunner(onPath.reason, priority);
}

/** Every meter of this machine: the best, and the embedded probe runner if that is another. @throws as `findMeter`. */
export async function everyMeter(signal: AbortSignal, environment: NodeJS.ProcessEnv = process.env): Promise<Meter[]> {
  const best = await findMeter(signal, environment);
  return best.name === 'k6' ? [best, probeRunner('always there', best.priority)] : [best];
}
