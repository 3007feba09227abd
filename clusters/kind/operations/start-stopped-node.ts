import type { Container } from 'dockerode';
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
  await abortable(node.machine.start(), signal);
  const startedAt = await startOf(node.machine, signal);
  // Engines before Docker 25 note the start a moment after it, when the node may have written already. What was written as long
  // before is of no start: the node was being shut down then, or was off.
  await waitForBoot(name, node.machine, Math.floor(startedAt.getTime() / 1000) - 1, signal);
  await prepareRestartedNode(parts, node, signal);
  node.state = 'running';
  if (node.role === 'control-plane') await apiServerReady(node, signal);
  await nodeReady(aControlPlane(parts), name, signal, startedAt);
}

/**
 * When a machine that runs was started, by the engine's clock, which also dates its log and the words of its kubelet. This host's
 * may be ahead of it: engines on macOS run in a machine of their own, whose clock falls behind while the host sleeps.
 */
export async function startOf(machine: Pick<Container, 'inspect'>, signal: AbortSignal): Promise<Date> {
  const { State } = await machine.inspect({ abortSignal: signal });
  return new Date(State.StartedAt);
}
