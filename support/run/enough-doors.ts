import type { KeptCluster } from '../../clusters/registry/kept-clusters.ts';

/**
 * Makes sure that a cluster has a NodePort with doors for every scenario at a time.
 * @param known a cluster that is up, undefined for one that is to be started.
 * @param ports NodePorts that get doors in a cluster that is started.
 * @throws when it has not.
 */
export function demandDoors(
  lanes: number,
  known: Pick<KeptCluster, 'doors'> | undefined,
  ports: readonly number[],
): void {
  const doors = known === undefined ? ports.length : new Set(known.doors.map(({ nodePort }) => nodePort)).size;
  if (lanes > doors) throw new Error(`${lanes} scenarios at a time are too many: the cluster has doors for ${doors}`);
}
