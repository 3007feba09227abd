import { setTimeout as delay } from 'node:timers/promises';
import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { RawApi } from '../kubernetes/client.ts';
import { collectionPath } from '../kubernetes/kinds.ts';
import type { RawList, RawObject } from '../kubernetes/raw-object.ts';
import { nodeState } from '../observe/node-state.ts';
import { podState } from '../observe/pod-state.ts';

/** A kubelet that is back reports within 10 s; pods of a node that was away are ready again a few seconds later. */
const PATIENCE_MS = 45_000;
const PERIOD_MS = 250;
/** Of a control plane, by kubeadm. */
const CONTROL_PLANE_TAINT = 'node-role.kubernetes.io/control-plane:NoSchedule';

/** What is looked at of a cluster. */
export interface Looked {
  readonly cluster: Pick<ManagedCluster, 'nodes'>;
  readonly client: RawApi;
}

/**
 * Waits until a cluster is as a new one: so many nodes, all of them running, Ready, schedulable and without taints, and all pods
 * of kube-system ready.
 * @returns what is amiss for longer than 45 s, or why that cannot be told; undefined for nothing.
 */
export async function whatIsAmiss({ cluster, client }: Looked, nodes: number): Promise<string | undefined> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const amiss = await look(client, cluster, nodes).catch((error: unknown) => String(error));
    if (amiss === undefined || client.signal.aborted || performance.now() > deadline) return amiss;
    await delay(PERIOD_MS);
  }
}

async function look(client: RawApi, { nodes }: Looked['cluster'], expected: number): Promise<string | undefined> {
  const list = async (path: string) => (await client.raw<RawList>('GET', path)).items ?? [];
  const [known, pods] = await Promise.all([list(collectionPath('Node')), list(collectionPath('Pod', 'kube-system'))]);
  return amissOf(nodes, expected, known, pods);
}

/** What differs from a new cluster of so many nodes; undefined for nothing. */
export function amissOf(
  machines: Looked['cluster']['nodes'],
  expected: number,
  nodes: readonly RawObject[],
  pods: readonly RawObject[],
): string | undefined {
  if (machines.length !== expected || nodes.length !== expected) {
    return `it has ${machines.length} machines and ${nodes.length} nodes, not ${expected}`;
  }
  const stopped = machines.find(({ state }) => state !== 'running');
  if (stopped !== undefined) return `node ${stopped.name} is ${stopped.state}`;
  for (const { name, ready, unschedulable, taints } of nodes.map(nodeState)) {
    if (!ready) return `node ${name} is not ready`;
    if (unschedulable) return `node ${name} is unschedulable`;
    const taint = taints.find((each) => each !== CONTROL_PLANE_TAINT);
    if (taint !== undefined) return `node ${name} is tainted ${taint}`;
  }
  const pod = pods.map(podState).find(({ ready }) => !ready);
  return pod && `pod kube-system/${pod.name} is not ready`;
}
