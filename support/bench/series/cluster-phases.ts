import { parseDuration } from '../../duration.ts';

const PHASE = /Cluster (\S+): (?:(.+) \(([\dhms.]+)\)|(up) in ([\dhms.]+))$/gm;

/**
 * How long the start of a run's cluster took, phase by phase and as a whole (`up`), in seconds, from the progress that the run
 * told. Empty for a cluster that was up before. Clusters that a scenario had to itself are left out.
 */
export function clusterPhases(output: string, cluster: string | undefined): Record<string, number> {
  const phases: Record<string, number> = {};
  for (const [, name, phase, took, up, upTook] of output.matchAll(PHASE)) {
    const [of, text] = [phase ?? up, took ?? upTook];
    if (name === cluster && of !== undefined && text !== undefined) phases[of] = parseDuration(text) / 1000;
  }
  return phases;
}
