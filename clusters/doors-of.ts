import type { Door, RunningCluster } from './cluster.ts';

/**
 * The doors of a NodePort, as `find` knows them.
 * @throws naming the NodePorts that the cluster publishes, for one that is not among them.
 */
export function doorsOf(
  { name, nodePorts }: Pick<RunningCluster, 'name' | 'nodePorts'>,
  nodePort: number,
  find: () => Door[],
): Door[] {
  if (nodePorts.includes(nodePort)) return find();
  throw new Error(`NodePort ${nodePort} of cluster ${name} has no doors: it publishes ${nodePorts.join(', ')}`);
}
