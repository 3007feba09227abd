import { apiServerReady } from '../api-server-ready.ts';
import { aControlPlane, type KindClusterParts, nodeNamed } from '../parts.ts';

/**
 * Ends an API server and waits until another process has taken its place and is ready. Programs are found by name with pgrep:
 * not every node image has crictl.
 */
export async function restartApiServer(
  parts: KindClusterParts,
  name: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const node = name === undefined ? aControlPlane(parts) : nodeNamed(parts, name);
  if (node.role !== 'control-plane') throw new Error(`Node ${node.name} is a worker: it has no API server`);
  if (node.state !== 'running')
    throw new Error(`Node ${node.name} is ${node.state}: its API server cannot be restarted`);
  const before = (await node.run(['pgrep', '--exact', 'kube-apiserver'], signal)).trim();
  await node.run(['kill', before], signal);
  // An API server that is ending answers until it has ended.
  const gone = `for _ in $(seq 1200); do kill -0 ${before} 2>/dev/null || exit 0; sleep 0.05; done; echo still there after 60 s; exit 1`;
  await node.run(['sh', '-c', gone], signal);
  await apiServerReady(node, signal);
}
