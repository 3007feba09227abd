import { parseAllDocuments, stringify } from 'yaml';
import { API_SERVER_TIMEOUT_MS } from './api-server-ready.ts';
import { printCredentials } from './join-worker.ts';
import { atTheSameTime, kubeadmLine } from './kubeadm.ts';
import type { KindNode } from './node.ts';
import type { KindClusterParts } from './parts.ts';
import { podNetworkManifest } from './pod-network.ts';
import { KUBEADM_CONFIG } from './prepare-node.ts';
import { untilListening } from './until-listening.ts';

/** The parts of `kubeadm init` that need the API server, and what only waits for it or tells how to join. */
const LATER = [
  ...['preflight', 'wait-control-plane', 'upload-config', 'upload-certs', 'mark-control-plane', 'bootstrap-token'],
  ...['kubelet-finalize', 'addon', 'show-join-command', 'control-plane/scheduler'],
];
/**
 * The last of the bindings by which a scheduler may look at anything (bootstrappolicy in kube-apiserver). One that comes before
 * them waits longer from try to try, for seconds after it could, and meanwhile nothing is scheduled.
 */
const SCHEDULER_BINDING = 'clusterrolebinding/system:volume-scheduler';

/**
 * What `kubeadm init` tells the API server one after the other and at five requests a second, which takes three times as long
 * as side by side. Not among it: kubelet-finalize, which restarts the kubelet for the sake of a certificate that is good for a
 * year, and the addons, which are created together with the pod network.
 */
const AT_API_SERVER = ['upload-config all', 'bootstrap-token', 'mark-control-plane'];

const ADDONS = '/kind/addons.yaml';

/** Its user may do everything, also before the API server has made its roles (kubeadm: "super-admin.conf"). */
const SUPER_KUBECTL = 'kubectl --kubeconfig=/etc/kubernetes/super-admin.conf';
const API_SERVER_TIMEOUT_S = API_SERVER_TIMEOUT_MS / 1000;

/**
 * Writes down all that makes a node the first control plane, which its kubelet then starts.
 * @param workers names of nodes.
 * @returns credentials for their kubelets, in the same order.
 */
export async function writeControlPlane(
  { endpoint, topology }: KindClusterParts,
  node: KindNode,
  workers: readonly string[],
  signal: AbortSignal,
): Promise<string[]> {
  const printed = [
    'cat /kind/manifests/default-cni.yaml',
    'cat /kind/manifests/default-storage.yaml',
    ...['kube-proxy', 'coredns'].map(
      (addon) => `kubeadm init phase addon ${addon} --print-manifest --config=${KUBEADM_CONFIG}`,
    ),
    ...workers.map(printCredentials),
  ];
  const separator = '#### next ####';
  const script = ['set -e', kubeadmLine(`init --skip-phases=${LATER.join(',')}`)];
  for (const command of printed) script.push(`echo; echo '${separator}'; ${command}`);
  const output = await node.run(['sh', '-c', script.join('\n')], signal);
  const [, network, storage, kubeProxy, dns, ...credentials] = output
    .split(`\n${separator}\n`)
    .map((part) => `${part}\n`) as [string, string, string, string, string, ...string[]];
  const content = [podNetworkManifest(network, topology.podSubnet, endpoint), kubeProxy, hurriedDns(dns), storage].join(
    '\n---\n',
  );
  await node.container.copyContentToContainer([{ content, target: ADDONS }]);
  return credentials;
}

/**
 * Waits until the API takes requests of those who may do everything, at the address where nodes find it. That is a second or
 * two before it is ready: others have to wait for the roles that it makes.
 * @throws after four minutes.
 */
export async function apiServerAnswers(
  { endpoint }: KindClusterParts,
  controlPlane: KindNode,
  signal: AbortSignal,
): Promise<void> {
  const script = [
    // A kubectl per question would take time from the API server itself.
    untilListening(endpoint),
    `until ${SUPER_KUBECTL} get namespace kube-system; do sleep 0.1; done`,
  ].join('\n');
  await controlPlane.run(['timeout', String(API_SERVER_TIMEOUT_S), 'bash', '-c', script], signal);
}

/**
 * Tells the API server what kubeadm would, creates kube-proxy, CoreDNS, the pod network and the default storage class, and has
 * the scheduler started.
 */
export async function fillCluster(controlPlane: KindNode, signal: AbortSignal): Promise<void> {
  const schedulerMayLook = `${SUPER_KUBECTL} wait --for=create ${SCHEDULER_BINDING} --timeout=${API_SERVER_TIMEOUT_S}s >/dev/null`;
  const script = atTheSameTime([
    // Validation would fetch every schema of an API server that has other things to do.
    `${SUPER_KUBECTL} create --validate=false --filename=${ADDONS} >/dev/null`,
    ...AT_API_SERVER.map((part) => kubeadmLine(`init phase ${part}`)),
    `{ ${schedulerMayLook} && ${kubeadmLine('init phase control-plane scheduler')}; }`,
  ]);
  await controlPlane.run(['sh', '-c', script], signal);
}

/** CoreDNS is asked every ten seconds whether it is ready; a cluster that has just come up would wait for the second time. */
function hurriedDns(manifest: string): string {
  return parseAllDocuments(manifest)
    .map((document) => {
      if (document.get('kind') === 'Deployment') {
        document.setIn(['spec', 'template', 'spec', 'containers', 0, 'readinessProbe', 'periodSeconds'], 1);
      }
      return stringify(document);
    })
    .join('---\n');
}
