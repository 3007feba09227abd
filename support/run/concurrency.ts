/** What the choice of scenarios and their order depend on, of a Cucumber pickle. */
export interface Described {
  readonly tags: readonly { readonly name: string }[];
  readonly steps: readonly { readonly text: string }[];
}

/** Which scenarios may be under way at the same time, and whether some are left out. */
export interface Concurrency {
  /** Scenarios at a time, 1 or more. */
  readonly lanes: number;
  /** Scenarios with traffic may run beside others: the machine must be able to measure meanwhile. */
  readonly trafficBeside: boolean;
  /** Scenarios with traffic are left out. */
  readonly withoutTraffic: boolean;
}

/** Two cores keep the times of claims with two scenarios at a time, and with three as long as nothing else wants them. */
const DEFAULT_LANES = 2;

/** It does something to nodes, which all scenarios of a cluster share. */
export const NODES = '@nodes';
const OWN_CLUSTER = '@own-cluster';

/**
 * Reads `KINDLING_PARALLEL` (`2`; `2+traffic` to have scenarios with traffic run beside others, too) and
 * `KINDLING_WITHOUT_TRAFFIC`; an empty value counts as none.
 * @throws for what is no number of scenarios.
 */
export function concurrency(environment: NodeJS.ProcessEnv = process.env): Concurrency {
  const given = environment['KINDLING_PARALLEL'] || String(DEFAULT_LANES);
  const [, lanes, traffic] = /^([1-9]\d?)(\+traffic)?$/.exec(given) ?? [];
  if (lanes === undefined)
    throw new Error(`KINDLING_PARALLEL is "${given}", expected how many scenarios are to run at a time, such as 2`);
  const withoutTraffic = (environment['KINDLING_WITHOUT_TRAFFIC'] ?? '') !== '';
  return { lanes: Number(lanes), trafficBeside: traffic !== undefined, withoutTraffic };
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
 * Whether nothing else may be under way while a scenario of the shared cluster is: it concerns what all share, or it measures,
 * and neither the meter nor kube-proxy, which programs its rules once a second for all Services together, are to be held up.
 */
export function mustBeAlone(scenario: Described, { trafficBeside }: Concurrency): boolean {
  return touchesNodes(scenario) || (sendsTraffic(scenario) && !trafficBeside);
}
