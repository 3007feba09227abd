import { apiServerReady } from './api-server-ready.ts';
import { joinControlPlanes } from './join-control-planes.ts';
import { kubeadm } from './kubeadm.ts';
import type { KindNode } from './node.ts';
import type { KindClusterParts } from './parts.ts';
import { podNetworkManifest } from './pod-network.ts';
import { prepareNode } from './prepare-node.ts';

/** Runs a phase of the start and notes how long it took. */
export type Phase = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/**
 * Makes a Kubernetes cluster of booted nodes, the first of which is a control plane. Nothing waits for what it does not need:
 * the pod network is applied as soon as the API server answers, while kubeadm goes on, and the others join when the API
 * server knows the bootstrap token. @returns the Kubernetes version.
 */
export async function provision(parts: KindClusterParts, phase: Phase, signal: AbortSignal): Promise<string> {
  const [first, ...others] = parts.nodes as [KindNode, ...KindNode[]];
  const workers = others.filter(({ role }) => role === 'worker');
  const controlPlanes = others.filter(({ role }) => role === 'control-plane');
  const version = (await first.run(['cat', '/kind/version'], signal)).trim();
  await Promise.all(parts.nodes.map((node) => prepareNode(parts, node, version, signal)));
  const init = kubeadm(first, 'init --skip-token-print', signal);
  // Waited for below; a failure before that is heard there too.
  init.catch(() => {});
  await phase('API server', () => whileRunning(init, apiServerReady(first, signal)));
  await phase('pod network', () => whileRunning(init, applyPodNetwork(parts, first, signal)));
  await phase('control plane', () => init);
  if (controlPlanes.length > 0) {
    await phase('control planes joined', () => joinControlPlanes(first, controlPlanes, signal));
  }
  await phase('workers joined', () =>
    Promise.all([
      hurryDns(first, signal),
      applyStorage(first, signal),
      ...workers.map((worker) => kubeadm(worker, 'join', signal)),
    ]),
  );
  return version;
}

/** Ends with `work`, or at once with the failure of what `work` waits for. */
async function whileRunning<T>(running: Promise<unknown>, work: Promise<T>): Promise<T> {
  const failure = new Promise<never>((_, reject) => {
    running.catch(reject);
  });
  return Promise.race([work, failure]);
}

/** The manifest that every kind node image brings; kindnet's and ours leave the same two things to fill in. */
async function applyPodNetwork(
  { endpoint, topology }: KindClusterParts,
  controlPlane: KindNode,
  signal: AbortSignal,
): Promise<void> {
  const manifest = await controlPlane.run(['cat', '/kind/manifests/default-cni.yaml'], signal);
  const content = podNetworkManifest(manifest, topology.podSubnet, endpoint);
  await controlPlane.container.copyContentToContainer([{ content, target: '/kind/cni.yaml' }]);
  await controlPlane.kubectl(['create', '--filename=/kind/cni.yaml'], signal);
}

/** The default storage class that every kind node image brings; published ones provision volumes with it. */
async function applyStorage(controlPlane: KindNode, signal: AbortSignal): Promise<void> {
  await controlPlane.kubectl(['apply', '--filename=/kind/manifests/default-storage.yaml'], signal);
}

/** CoreDNS asks itself every ten seconds whether it is ready; a cluster that has just come up would wait for the second time. */
async function hurryDns(controlPlane: KindNode, signal: AbortSignal): Promise<void> {
  const patch = [{ op: 'add', path: '/spec/template/spec/containers/0/readinessProbe/periodSeconds', value: 1 }];
  const target = ['--namespace=kube-system', 'patch', 'deployment', 'coredns'];
  await controlPlane.kubectl([...target, '--type=json', `--patch=${JSON.stringify(patch)}`], signal);
}
