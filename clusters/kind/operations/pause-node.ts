import { abortable } from '../../host/abortable.ts';
import { type KindClusterParts, nodeNamed } from '../parts.ts';

/** Freezes a node. @throws when it does not run. */
export async function pauseNode(parts: KindClusterParts, name: string, signal: AbortSignal): Promise<void> {
  const node = nodeNamed(parts, name);
  if (node.state !== 'running') throw new Error(`Node ${name} is ${node.state}: only a running node can be paused`);
  await abortable(node.machine.pause(), signal);
  node.state = 'paused';
}

/** Lets a frozen node go on. @throws when it is not paused. */
export async function unpauseNode(parts: KindClusterParts, name: string, signal: AbortSignal): Promise<void> {
  const node = nodeNamed(parts, name);
  if (node.state !== 'paused') throw new Error(`Node ${name} is ${node.state}: only a paused node can be unpaused`);
  await abortable(node.machine.unpause(), signal);
  node.state = 'running';
}
