import { type Described, onOwnCluster, sendsTraffic } from './concurrency.ts';

/** The scenarios of this run, in the order of the catalogue. */
const positions = new Map<string, number>();
/** Those that have a cluster to themselves while they run. */
const own = new Set<string>();
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

/** Remembers the scenarios that are going to run. @param pickles Cucumber's, in the order of the catalogue. */
export function selected(pickles: readonly (Described & { readonly id: string })[]): void {
  positions.clear();
  own.clear();
  for (const [index, { id }] of pickles.entries()) positions.set(id, index + 1);
  for (const { id } of onOwnCluster(pickles)) own.add(id);
}

/** Whether a scenario of this run has a cluster to itself. */
export function hasOwnCluster(id: string): boolean {
  return own.has(id);
}

/** How many scenarios of this run have a cluster to themselves, one after the other. */
export function howManyOnOwnCluster(): number {
  return own.size;
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
