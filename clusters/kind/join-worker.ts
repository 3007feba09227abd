import { parse } from 'yaml';
import { kubeadmLine } from './kubeadm.ts';
import type { KindNode } from './node.ts';
import type { KindClusterParts } from './parts.ts';
import { KUBEADM_CONFIG } from './prepare-node.ts';
import { SYSTEMD_LISTENS, untilListening } from './until-listening.ts';

/**
 * A line for a shell in a control plane that prints credentials of a worker's kubelet, as a kubeconfig: the outcome of the TLS
 * bootstrap of `kubeadm join`, without an API server, a signed token and a controller that approves what the kubelet asks for.
 */
export function printCredentials(worker: string): string {
  return `kubeadm kubeconfig user --client-name=system:node:${worker} --org=system:nodes --config=${KUBEADM_CONFIG}`;
}

/**
 * Writes down what a worker's kubelet needs besides credentials. kubeadm would start it, too; it finds no systemctl to do that
 * with, since a kubelet without credentials only fails.
 */
export async function writeWorker(worker: KindNode, signal: AbortSignal): Promise<void> {
  const script = `kubeadm=$(command -v kubeadm)\n${kubeadmLine('init phase kubelet-start', 'PATH=/kind $kubeadm')}`;
  await worker.run(['sh', '-c', script], signal);
}

/**
 * Starts the kubelet of a worker with its credentials as soon as the API can be reached, so that it registers the node:
 * earlier, and it would wait longer from try to try.
 */
export async function startWorker(
  worker: KindNode,
  credentials: string,
  { endpoint }: KindClusterParts,
  signal: AbortSignal,
): Promise<void> {
  const { clusters } = parse(credentials) as Kubeconfig;
  const authority = Buffer.from(clusters[0].cluster['certificate-authority-data'], 'base64');
  await worker.container.copyContentToContainer([
    { content: credentials, target: '/etc/kubernetes/kubelet.conf', mode: 0o600 },
    { content: authority, target: '/etc/kubernetes/pki/ca.crt' },
  ]);
  const script = [untilListening(endpoint), SYSTEMD_LISTENS, 'systemctl start kubelet'].join('\n');
  await worker.run(['bash', '-c', script], signal);
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly 'certificate-authority-data': string } }];
}
