import { registeredRuns, runLives } from './run-record.ts';

/**
 * Makes sure that no run lives, before what all runs share is taken away: the engine, the cache, clusters that stay.
 * @throws with every run that lives, and what to do.
 */
export function demandNoLiveRun(): void {
  const live = registeredRuns().filter((record) => runLives(record));
  if (live.length === 0) return;
  const named = live.map(({ id, purpose, pid }) => `run ${id} (${purpose}, process ${pid})`);
  throw new Error(
    `Still under way: ${named.join(', ')}. What it uses is not taken away: wait until it has ended, or end it with Ctrl-C, ` +
      'and try again; without --all and --cache only what killed runs left is removed',
  );
}
