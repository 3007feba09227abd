import { setTimeout as delay } from 'node:timers/promises';
import { parseAllDocuments } from 'yaml';
import { formatElapsed } from '../progress.ts';
import { kubeadmConfig, POD_SUBNET, SERVICE_SUBNET } from './kubeadm-config.ts';
import { type KindNode, NodeCommandError } from './node.ts';
import { API_SERVER_PORT } from './node-container.ts';

const CONFIG = '/kind/kubeadm.conf';
const KUBEADM_OUTPUT = '/kind/kubeadm.log';
/** kubeadm itself gives up on an API server after four minutes. */
const API_TIMEOUT_MS = 240_000;

/** Runs a phase of the start and notes how long it took. */
export type Phase = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/**
 * Makes a Kubernetes cluster of booted nodes, the first of which is the control plane. Nothing waits for what it does not need:
 * the pod network is applied as soon as the API server answers, while kubeadm goes on, and the workers join when the API
 * server knows the bootstrap token.
 */
export async function provision(
  cluster: string,
  nodes: readonly KindNode[],
  phase: Phase,
  signal: AbortSignal,
): Promise<string> {
  const [controlPlane, ...workers] = nodes as [KindNode, ...KindNode[]];
  const version = (await controlPlane.run(['cat', '/kind/version'], signal)).trim();
  await Promise.all(nodes.map((node) => configure(cluster, node, controlPlane, version, signal)));
  const init = kubeadm(controlPlane, 'init --skip-token-print', signal);
  // Waited for below; a failure before that is heard there too.
  init.catch(() => {});
  await phase('API server', () => whileRunning(init, apiServerAnswers(controlPlane, signal)));
  await phase('pod network', () => whileRunning(init, applyPodNetwork(controlPlane, signal)));
  await phase('control plane', () => init);
  await phase('workers joined', () =>
    Promise.all([hurryDns(controlPlane, signal), ...workers.map((worker) => kubeadm(worker, 'join', signal))]),
  );
  return version;
}

async function configure(
  cluster: string,
  node: KindNode,
  controlPlane: KindNode,
  kubernetesVersion: string,
  signal: AbortSignal,
): Promise<void> {
  const { name, role, ip } = node;
  const content = kubeadmConfig({ cluster, kubernetesVersion, name, role, ip, controlPlane: controlPlane.name });
  await node.container.copyContentToContainer([{ content, target: CONFIG }]);
  // Until kube-proxy has translated it, a Service's address is nobody's, and a node would send packets for it out of this host.
  for (const chain of ['OUTPUT', 'FORWARD']) {
    await node.run(
      ['iptables', '--wait', '--append', chain, '--destination', SERVICE_SUBNET, '--jump', 'REJECT'],
      signal,
    );
  }
}

/** kubeadm's output stays on the node as evidence. */
async function kubeadm(node: KindNode, command: string, signal: AbortSignal): Promise<void> {
  await node.run(
    [
      'sh',
      '-c',
      `kubeadm ${command} --config=${CONFIG} --v=5 >${KUBEADM_OUTPUT} 2>&1 || { tail -n 30 ${KUBEADM_OUTPUT}; exit 1; }`,
    ],
    signal,
  );
}

/** Ends with `work`, or at once with the failure of what `work` waits for. */
async function whileRunning<T>(running: Promise<unknown>, work: Promise<T>): Promise<T> {
  const failure = new Promise<never>((_, reject) => {
    running.catch(reject);
  });
  return Promise.race([work, failure]);
}

async function apiServerAnswers(controlPlane: KindNode, signal: AbortSignal): Promise<void> {
  const deadline = performance.now() + API_TIMEOUT_MS;
  for (;;) {
    try {
      await controlPlane.kubectl(['get', '--raw', '/readyz'], signal);
      return;
    } catch (error) {
      if (!(error instanceof NodeCommandError)) throw error;
      if (performance.now() > deadline) {
        throw new Error(
          `The API server on port ${API_SERVER_PORT} was not ready after ${formatElapsed(API_TIMEOUT_MS)}`,
          { cause: error },
        );
      }
      await delay(100, undefined, { signal });
    }
  }
}

/** The manifest that every kind node image brings; kindnet's and ours leave the same two things to fill in. */
async function applyPodNetwork(controlPlane: KindNode, signal: AbortSignal): Promise<void> {
  const manifest = (await controlPlane.run(['cat', '/kind/manifests/default-cni.yaml'], signal)).replaceAll(
    /\{\{ *\.PodSubnet *\}\}/g,
    POD_SUBNET,
  );
  const content = withEndpoint(manifest, `${controlPlane.name}:${API_SERVER_PORT}`);
  await controlPlane.container.copyContentToContainer([{ content, target: '/kind/cni.yaml' }]);
  await controlPlane.kubectl(['create', '--filename=/kind/cni.yaml'], signal);
}

/** Tells the network's DaemonSet where the API server is, so that it need not wait for kube-proxy. As kind does it. */
function withEndpoint(manifest: string, endpoint: string): string {
  const documents = parseAllDocuments(manifest);
  for (const document of documents) {
    if (document.get('kind') !== 'DaemonSet') continue;
    document.addIn(['spec', 'template', 'spec', 'containers', 0, 'env'], {
      name: 'CONTROL_PLANE_ENDPOINT',
      value: endpoint,
    });
  }
  return documents.map((document) => document.toString()).join('');
}

/** CoreDNS asks itself every ten seconds whether it is ready; a cluster that has just come up would wait for the second time. */
async function hurryDns(controlPlane: KindNode, signal: AbortSignal): Promise<void> {
  const patch = [{ op: 'add', path: '/spec/template/spec/containers/0/readinessProbe/periodSeconds', value: 1 }];
  const target = ['--namespace=kube-system', 'patch', 'deployment', 'coredns'];
  await controlPlane.kubectl([...target, '--type=json', `--patch=${JSON.stringify(patch)}`], signal);
}
