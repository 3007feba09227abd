// Removes a run whose process ended without doing so. Usage: node reaper.ts RUN, with a standard input that closes when it ends.
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { isAbandoned } from './kept-clusters.ts';
import { forgetRun, registeredRuns, runLives } from './run-record.ts';

/** A process that closed the pipe has a moment to be gone altogether. */
const PARENT_GRACE_MS = 5000;
/** An engine that does not come back by then is for the next run's sweep. */
const GIVE_UP_MS = 120_000;
const PAUSE_MS = 500;
/** What the dead process had asked for may appear a moment later, so nothing must be found this often. */
const QUIET_ROUNDS = 3;

const [run = ''] = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});
await Promise.race([once(process.stdin.resume(), 'close'), once(process.stdin, 'end')]);
const record = registeredRuns().find(({ id }) => id === run);
if (record !== undefined) {
  const graceEnds = performance.now() + PARENT_GRACE_MS;
  while (runLives(record) && performance.now() < graceEnds) await delay(50);
  if (isAbandoned(record)) await reap();
}
process.exit(0);

async function reap(): Promise<void> {
  // Loaded only when there is something to remove: a reaper that waits stays small.
  const { runningEngine } = await import('../engine/engine.ts');
  const { removeRunFromEngine } = await import('./sweep.ts');
  const { signal } = new AbortController();
  const givesUp = performance.now() + GIVE_UP_MS;
  for (let quiet = 0; quiet < QUIET_ROUNDS && performance.now() < givesUp; await delay(PAUSE_MS)) {
    try {
      const engine = await runningEngine(signal);
      const removed = engine === undefined ? [] : await removeRunFromEngine(engine, run);
      quiet = removed.length === 0 ? quiet + 1 : 0;
      if (quiet === QUIET_ROUNDS && engine !== undefined) forgetRun(run);
    } catch {
      // A network that a dying container still holds, or an engine that is going down: the next round tries again.
      quiet = 0;
    }
  }
}
