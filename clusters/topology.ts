/** The nodes of a cluster. */
export interface Topology {
  readonly controlPlanes: 1;
  readonly workers: number;
}

/** One control plane and two workers: the smallest cluster in which "one per node" and "three replicas" differ. */
export const DEFAULT_TOPOLOGY: Topology = { controlPlanes: 1, workers: 2 };

/** What a node is for. */
export type NodeRole = 'control-plane' | 'worker';

/** Names a cluster's nodes as kind does: the first of a role has no number. */
export function nodeNames(cluster: string, topology: Topology): { readonly name: string; readonly role: NodeRole }[] {
  const ofRole = (role: NodeRole, count: number) =>
    Array.from({ length: count }, (_, index) => ({ name: `${cluster}-${role}${index === 0 ? '' : index + 1}`, role }));
  return [...ofRole('control-plane', topology.controlPlanes), ...ofRole('worker', topology.workers)];
}
