import { abortable } from '../../host/abortable.ts';
import { type KindClusterParts, nodeNamed } from '../parts.ts';

/** As long as systemd gets to end what runs on the node. */
const GRACE_S = 10;

/** Shuts a node down. @throws when it does not run. */
export async function stopNode(parts: KindClusterParts, name: string, signal: AbortSignal): Promise<void> {
  const node = nodeNamed(parts, name);
  if (node.state !== 'running') throw new Error(`Node ${name} is ${node.state}: only a running node can be stopped`);
  await abortable(node.machine.stop({ t: GRACE_S }), signal);
  node.state = 'stopped';
}
