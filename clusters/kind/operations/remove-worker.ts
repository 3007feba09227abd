import { aControlPlane, type KindClusterParts, nodeNamed } from '../parts.ts';

/** Removes a worker: its machine, then its Node object, so that no kubelet makes the object again. */
export async function removeWorker(parts: KindClusterParts, name: string, signal: AbortSignal): Promise<void> {
  const node = nodeNamed(parts, name);
  if (node.role !== 'worker') throw new Error(`Node ${name} is a control plane: only workers can be removed`);
  const controlPlane = aControlPlane(parts);
  await node.machine.remove({ force: true, v: true });
  parts.nodes.splice(parts.nodes.indexOf(node), 1);
  await controlPlane.kubectl(['delete', 'node', name, '--ignore-not-found'], signal);
}
