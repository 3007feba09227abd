import type { Lane } from './lanes.ts';

/** What the choice of scenarios and their order depend on, of a Cucumber pickle. */
export interface Described {
  readonly tags: readonly { readonly name: string }[];
  readonly steps: readonly { readonly text: string }[];
}

/** Which scenarios may be under way at the same time, and whether some are left out. */
export interface Concurrency {
  /** Scenarios at a time, at most; 1 or more. */
  readonly lanes: number;
  /** Scenarios with traffic are by themselves, for machines that cannot measure while others are under way. */
  readonly trafficAlone: boolean;
  /** Scenarios with traffic are left out. */
  readonly withoutTraffic: boolean;
}

/** Two fast cores are busy with four scenarios at a time; on slower ones `Room` has fewer begin. */
const DEFAULT_LANES = 4;

/** It does something to nodes, which all scenarios of a cluster share. */
export const NODES = '@nodes';
const OWN_CLUSTER = '@own-cluster';

/**
 * Reads `KINDLING_PARALLEL` (a number of scenarios), `KINDLING_TRAFFIC_ALONE` and `KINDLING_WITHOUT_TRAFFIC` (anything); an empty
 * value counts as none.
 * @throws for what is no number of scenarios.
 */
export function concurrency(environment: NodeJS.ProcessEnv = process.env): Concurrency {
  const given = environment['KINDLING_PARALLEL'] || String(DEFAULT_LANES);
  if (!/^[1-9]\d?$/.test(given))
    throw new Error(`KINDLING_PARALLEL is "${given}", expected how many scenarios are to run at a time, such as 2`);
  const asked = (name: string) => (environment[name] ?? '') !== '';
  return {
    lanes: Number(given),
    trafficAlone: asked('KINDLING_TRAFFIC_ALONE'),
    withoutTraffic: asked('KINDLING_WITHOUT_TRAFFIC'),
  };
}

/** The steps that have requests sent, at a rate or by a script of the user's. */
const TRAFFIC = /^traffic (flows to|from script) /;

/** Whether requests are sent in a scenario. */
export function sendsTraffic({ steps }: Described): boolean {
  return steps.some(({ text }) => TRAFFIC.test(text));
}

/** Whether a scenario does something to nodes. */
function touchesNodes({ tags }: Pick<Described, 'tags'>): boolean {
  return tags.some(({ name }) => name === NODES);
}

/** Whether a scenario is to have a cluster to itself while it runs. */
function wantsOwnCluster({ tags }: Pick<Described, 'tags'>): boolean {
  return tags.some(({ name }) => name === OWN_CLUSTER);
}

/**
 * Those of a run's scenarios that have a cluster to themselves while they run: who is tagged so and, where there is such a cluster
 * anyway, who does something to nodes. That would hold up all others on the cluster that they share.
 */
export function onOwnCluster<T extends Pick<Described, 'tags'>>(scenarios: readonly T[]): T[] {
  if (!scenarios.some(wantsOwnCluster)) return [];
  return scenarios.filter((scenario) => wantsOwnCluster(scenario) || touchesNodes(scenario));
}

/**
 * Where a scenario may run: alone when it is wanted so, or concerns what all share on one cluster; in the lane of the cluster that
 * such scenarios have to themselves; else beside others.
 * @param own whether it has a cluster to itself, see `onOwnCluster`.
 */
export function laneOf(scenario: Described, own: boolean, { trafficAlone }: Concurrency): Lane {
  if (trafficAlone && sendsTraffic(scenario)) return 'alone';
  if (own) return 'first';
  return touchesNodes(scenario) ? 'alone' : 'any';
}
