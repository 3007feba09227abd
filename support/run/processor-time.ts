import { cpus } from 'node:os';

/** Time of all processors together since the machine started, in ms. */
export interface ProcessorTime {
  /** In which they had nothing to do. */
  readonly idleMs: number;
  readonly wholeMs: number;
}

/** The processors of this machine so far; of Docker on another machine, or in a virtual one, it tells nothing. */
export function processorTime(): ProcessorTime {
  let [idleMs, wholeMs] = [0, 0];
  for (const { times } of cpus()) {
    idleMs += times.idle;
    wholeMs += times.user + times.nice + times.sys + times.idle + times.irq;
  }
  return { idleMs, wholeMs };
}

/** Which share of the time between two readings the processors had nothing to do, 0 to 1; 1 where they are not counted. */
export function idleShare(before: ProcessorTime, after: ProcessorTime): number {
  const wholeMs = after.wholeMs - before.wholeMs;
  return wholeMs <= 0 ? 1 : (after.idleMs - before.idleMs) / wholeMs;
}
