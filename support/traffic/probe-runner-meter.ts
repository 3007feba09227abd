import process from 'node:process';
import { fileURLToPath } from 'node:url';
import kindling from '../../package.json' with { type: 'json' };
import type { Meter } from './meter.ts';
import { NORMAL, type Priority } from './priority.ts';
import { startScript } from './script-run.ts';
import { startTraffic } from './traffic-run.ts';

const main = fileURLToPath(new URL('./probe-runner/main.ts', import.meta.url));

/**
 * The meter for machines without k6: Kindling's own runner of a subset of k6's script API. It is never called k6.
 * @param reason why it is used, for `Meter.reason`.
 */
export function probeRunner(reason: string, priority: Priority = NORMAL): Meter {
  const engine = {
    name: 'probe-runner' as const,
    version: kindling.version,
    priority,
    command: (args: readonly string[]) => ({ file: process.execPath, arguments: [main, ...args] }),
  };
  return {
    name: engine.name,
    version: engine.version,
    reason,
    priority,
    start: (plan, sink, signal) => startTraffic(engine, plan, sink, signal),
    startScript: (plan, sink, started) => startScript(engine, plan, sink, started),
  };
}
