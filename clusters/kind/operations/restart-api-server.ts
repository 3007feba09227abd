import { apiServerReady } from '../api-server-ready.ts';
import type { CommandNode } from '../attached-node.ts';
import { aControlPlane, type KindClusterParts, nodeNamed } from '../parts.ts';

/** Restarts the API server of a node by its name, or of the first control plane that runs. @throws when it has none that runs. */
export async function restartApiServer(
  parts: KindClusterParts,
  name: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const node = name === undefined ? aControlPlane(parts) : nodeNamed(parts, name);
  if (node.role !== 'control-plane') throw new Error(`Node ${node.name} is a worker: it has no API server`);
  if (node.state !== 'running')
    throw new Error(`Node ${node.name} is ${node.state}: its API server cannot be restarted`);
  await killApiServer(node, signal);
}

/**
 * Kills an API server and waits until another process has taken its place and is ready. It is found by name with pgrep: not
 * every node image has crictl.
 */
export async function killApiServer(node: CommandNode, signal: AbortSignal): Promise<void> {
  const before = (await node.run(['pgrep', '--exact', 'kube-apiserver'], signal)).trim();
  // Asked to end, it would wait for its watches to close, for up to a minute.
  await node.run(['kill', '-KILL', before], signal);
  // Until it has ended, an answer could still be its own.
  await node.run(['sh', '-c', `while kill -0 ${before} 2>/dev/null; do sleep 0.05; done`], signal);
  await apiServerReady(node, signal);
}
