import { cpus } from 'node:os';

/** Time of all processors together since the machine started, in ms. */
export interface ProcessorTime {
  /** In which they had nothing to do. */
  readonly idleMs: number;
  readonly wholeMs: number;
}

/** The processors of this machine so far; of Docker on another machine, or in a virtual one, it tells nothing. */
export function processorTime(): ProcessorTime {
  const times = cpus().map(({ times: { user, nice, sys, idle, irq } }) => ({
    idleMs: idle,
    wholeMs: user + nice + sys + idle + irq,
  }));
  return times.reduce((sum, each) => ({ idleMs: sum.idleMs + each.idleMs, wholeMs: sum.wholeMs + each.wholeMs }), {
    idleMs: 0,
    wholeMs: 0,
  });
}

/** Which share of the time between two readings the processors had nothing to do, 0 to 1; 1 where they are not counted. */
export function idleShare(before: ProcessorTime, after: ProcessorTime): number {
  const wholeMs = after.wholeMs - before.wholeMs;
  return wholeMs <= 0 ? 1 : (after.idleMs - before.idleMs) / wholeMs;
}
