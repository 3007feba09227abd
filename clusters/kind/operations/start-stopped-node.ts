import { abortable } from '../../host/abortable.ts';
import { apiServerReady } from '../api-server-ready.ts';
import { waitForBoot } from '../boot.ts';
import { aControlPlane, type KindClusterParts, nodeNamed } from '../parts.ts';
import { prepareRestartedNode } from '../prepare-node.ts';
import { nodeReady } from '../readiness.ts';

/** Starts a stopped node and waits until it is Ready. @throws when it is not stopped. */
export async function startStoppedNode(parts: KindClusterParts, name: string, signal: AbortSignal): Promise<void> {
  const node = nodeNamed(parts, name);
  if (node.state !== 'stopped') throw new Error(`Node ${name} is ${node.state}: only a stopped node can be started`);
  const startedAt = new Date();
  await abortable(node.machine.start(), signal);
  // The engine counts whole seconds; the log of the start before ended earlier.
  await waitForBoot(name, node.machine, Math.floor(startedAt.getTime() / 1000), signal);
  await prepareRestartedNode(parts, node, signal);
  node.state = 'running';
  if (node.role === 'control-plane') await apiServerReady(node, signal);
  await nodeReady(aControlPlane(parts), name, signal, startedAt);
}
