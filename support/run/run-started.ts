import { availableParallelism, release, totalmem } from 'node:os';
import type { RunningCluster } from '../../clusters/cluster.ts';
import type { Host, NewFact } from '../timeline/facts.ts';
import { kindlingVersion } from './version.ts';

/** The first fact of a run on a cluster. @param engine what runs the cluster's nodes, in words. */
export function runStarted(
  run: string,
  { name, kubernetesVersion, nodes }: Pick<RunningCluster, 'name' | 'kubernetesVersion' | 'nodes'>,
  engine: string,
) {
  const controlPlanes = nodes.filter(({ role }) => role === 'control-plane').length;
  return {
    type: 'run-started',
    ...{ run, kindling: kindlingVersion() },
    cluster: { name, kubernetesVersion, nodes: nodes.map((node) => node.name), controlPlanes },
    ...{ engine, host: thisHost() },
  } as const satisfies NewFact;
}

function thisHost(): Host {
  // 0 where there is no limit, and more than the machine has where the limit is none.
  const limit = process.constrainedMemory();
  return {
    cores: availableParallelism(),
    memoryBytes: limit > 0 ? Math.min(limit, totalmem()) : totalmem(),
    kernel: release(),
    platform: `${process.platform}/${process.arch}`,
    node: process.version,
  };
}
