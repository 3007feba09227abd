import { stringify } from 'yaml';
import type { NodeRole, Topology } from '../topology.ts';
import { AUDIT_FLAGS, AUDIT_VOLUMES } from './audit.ts';
import { mergePatch } from './merge-patch.ts';
import { API_SERVER_PORT } from './node-container.ts';
import { controlPlaneTaint, parseTaint, type Taint } from './taints.ts';
import { type JoinConfiguration, workerInitConfiguration } from './worker-init-configuration.ts';

/** Lets nodes join; valid inside one cluster's private network only, so it need not be secret. */
const BOOTSTRAP_TOKEN = 'abcdef.0123456789abcdef';

/** What kubeadm is told for one node. */
export interface KubeadmNode {
  readonly cluster: string;
  readonly kubernetesVersion: string;
  readonly topology: Topology;
  readonly name: string;
  readonly role: NodeRole;
  readonly ip: string;
  /** Where nodes find the API: `host:port`, by the engine's DNS. */
  readonly endpoint: string;
}

/** A lone etcd waits for one election timeout, by default a second, before it elects itself; there is no network to be patient with. */
const ALONE = { 'heartbeat-interval': '10', 'election-timeout': '100' };

type Document = { readonly kind: string; readonly apiVersion: string } & Readonly<Record<string, unknown>>;

/** The kinds of the documents that patches can be for. */
export const KUBEADM_KINDS = [
  'ClusterConfiguration',
  'InitConfiguration',
  'JoinConfiguration',
  'KubeletConfiguration',
  'KubeProxyConfiguration',
];

/**
 * kubeadm's configuration of one node, as kind writes it (pkg/cluster/internal/kubeadm/config.go), in kubeadm's v1beta4, which
 * 1.31 and newer read and 1.37 demands. It differs from kind's in what a short-lived cluster can do without: throttled
 * controllers, data that outlives a crash, RSA keys and, with one control plane, leader election. Patches come last.
 */
export function kubeadmConfig(node: KubeadmNode): string {
  const documents = kubeadmDocuments(node).map((document) => {
    const patches = node.topology.kubeadmPatches.filter(({ kind }) => kind === document.kind);
    // kubeadm wants the version in which the document is written, whatever version a patch was written for.
    const { apiVersion, kind } = document;
    const patched = patches.reduce<unknown>((merged, patch) => mergePatch(merged, patch), document);
    return { ...(patched as object), apiVersion, kind };
  });
  const forNode = node.role === 'worker' ? workersOnly(documents, node.ip) : documents;
  // Kubernetes reads YAML 1.1, in which a plain `yes` is a truth value.
  return forNode.map((document) => stringify(document, { version: '1.1' })).join('---\n');
}

/** A worker is not joined by kubeadm, but is registered by its kubelet as the JoinConfiguration says. */
function workersOnly(documents: readonly Document[], ip: string): Document[] {
  const join = documents.find(({ kind }) => kind === 'JoinConfiguration') as unknown as JoinConfiguration;
  const kept = documents.filter(({ kind }) => kind !== 'JoinConfiguration' && kind !== 'InitConfiguration');
  return [workerInitConfiguration(join, ip), ...kept];
}

function kubeadmDocuments(node: KubeadmNode): Document[] {
  const { topology } = node;
  const apiVersion = 'kubeadm.k8s.io/v1beta4';
  const nodeRegistration = registration(node);
  const localAPIEndpoint = { advertiseAddress: node.ip, bindPort: API_SERVER_PORT };
  const gates = featureGates(topology);
  const leaderElection = topology.controlPlanes > 1;
  const unhurried = {
    'kube-api-qps': '500',
    'kube-api-burst': '1000',
    'leader-elect': String(leaderElection),
    ...gates,
  };
  const audited = topology.auditPolicy !== undefined;
  return [
    {
      apiVersion,
      kind: 'ClusterConfiguration',
      kubernetesVersion: node.kubernetesVersion,
      clusterName: node.cluster,
      controlPlaneEndpoint: node.endpoint,
      encryptionAlgorithm: 'ECDSA-P256',
      apiServer: {
        certSANs: ['localhost', '127.0.0.1'],
        extraArgs: flags({ ...gates, ...(audited ? AUDIT_FLAGS : {}) }),
        ...(audited ? { extraVolumes: AUDIT_VOLUMES } : {}),
      },
      controllerManager: { extraArgs: flags({ ...unhurried, 'enable-hostpath-provisioner': 'true' }) },
      scheduler: { extraArgs: flags(unhurried) },
      etcd: {
        local: {
          dataDir: '/var/lib/etcd',
          extraArgs: flags({ 'unsafe-no-fsync': 'true', ...(leaderElection ? {} : ALONE) }),
        },
      },
      networking: { podSubnet: topology.podSubnet, serviceSubnet: topology.serviceSubnet },
    },
    {
      apiVersion,
      kind: 'InitConfiguration',
      // For good: workers may be added to a cluster that has been up for days.
      bootstrapTokens: [{ token: BOOTSTRAP_TOKEN, ttl: '0s' }],
      localAPIEndpoint,
      nodeRegistration,
      skipPhases: ['preflight'],
    },
    {
      apiVersion,
      kind: 'JoinConfiguration',
      discovery: {
        bootstrapToken: { apiServerEndpoint: node.endpoint, token: BOOTSTRAP_TOKEN, unsafeSkipCAVerification: true },
      },
      ...(node.role === 'control-plane' ? { controlPlane: { localAPIEndpoint } } : {}),
      nodeRegistration,
      skipPhases: ['preflight'],
    },
    {
      apiVersion: 'kubelet.config.k8s.io/v1beta1',
      kind: 'KubeletConfiguration',
      cgroupDriver: 'systemd',
      // Pods of nested kubelets must not be taken for the host's own: kind's nodes keep theirs below /kubelet.
      cgroupRoot: '/kubelet',
      // From 1.35 on the kubelet refuses cgroup v1 hosts unless told otherwise (KEP-5573).
      failCgroupV1: false,
      failSwapOn: false,
      // Nodes share the host's disk: how full it is says nothing about the cluster.
      imageGCHighThresholdPercent: 100,
      evictionHard: { 'nodefs.available': '0%', 'nodefs.inodesFree': '0%', 'imagefs.available': '0%' },
      featureGates: topology.featureGates,
    },
    {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      mode: topology.kubeProxy,
      iptables: { minSyncPeriod: '1s' },
      // The table belongs to the host's kernel; its size is not a node's to set.
      // nftables mode drops packets that conntrack takes for invalid unless it is told to be liberal; kind does the same.
      conntrack: { maxPerCore: 0, ...(topology.kubeProxy === 'nftables' ? { tcpBeLiberal: true } : {}) },
      featureGates: topology.featureGates,
    },
  ];
}

function registration({ cluster, topology, name, role, ip }: KubeadmNode): object {
  const traits = topology.nodes[name.slice(cluster.length + 1)];
  const labels = Object.entries(traits?.labels ?? {}).map(([key, value]) => `${key}=${value}`);
  const own: Taint[] = role === 'control-plane' && topology.workers > 0 ? [controlPlaneTaint] : [];
  return {
    criSocket: 'unix:///run/containerd/containerd.sock',
    // A list, even an empty one, takes the place of kubeadm's own taint: without workers the control planes run the pods.
    taints: [...own, ...(traits?.taints ?? []).map(parseTaint)],
    kubeletExtraArgs: flags({
      'node-ip': ip,
      'provider-id': `kind://docker/${cluster}/${name}`,
      ...(labels.length === 0 ? {} : { 'node-labels': labels.join(',') }),
    }),
  };
}

function featureGates({ featureGates: gates }: Topology): Record<string, string> {
  const list = Object.entries(gates).map(([name, enabled]) => `${name}=${enabled}`);
  return list.length === 0 ? {} : { 'feature-gates': list.join(',') };
}

function flags(values: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
