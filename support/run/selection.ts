import type { Described } from './concurrency.ts';
import { sendsTraffic } from './concurrency.ts';

/** The scenarios of this run, in the order of the catalogue. */
const positions = new Map<string, number>();
let leftOut = 0;

/** Leaves out scenarios that send traffic, and remembers how many. */
export function leaveOutTraffic<T extends { readonly pickle: Described }>(scenarios: readonly T[]): T[] {
  const kept = scenarios.filter(({ pickle }) => !sendsTraffic(pickle));
  leftOut = scenarios.length - kept.length;
  return kept;
}

/** How many scenarios with traffic were left out. */
export function withTrafficLeftOut(): number {
  return leftOut;
}

/** Remembers the scenarios that are going to run. @param ids of Cucumber's pickles, in the order of the catalogue. */
export function selected(ids: readonly string[]): void {
  positions.clear();
  for (const [index, id] of ids.entries()) positions.set(id, index + 1);
}

/** Where a scenario stands among those of the run. @throws for one that was not selected. */
export function placeInRun(id: string): { readonly position: number; readonly of: number } {
  const position = positions.get(id);
  if (position === undefined)
    throw new Error('Cucumber runs a scenario that it did not select: is the plugin missing?');
  return { position, of: positions.size };
}

/** @throws for Cucumber's `--retry`: a scenario has its namespace from its place in the run, so two attempts would share one. */
export function refuseRetry(retry: number): void {
  if (retry > 0)
    throw new Error(
      "Cucumber's --retry is of no use here: an attempt would find what the one before it left. Run again",
    );
}
