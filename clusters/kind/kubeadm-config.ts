import { stringify } from 'yaml';
import type { NodeRole } from '../topology.ts';
import { API_SERVER_PORT } from './node-container.ts';

/** The pod and Service networks of every cluster: kind's defaults. */
export const POD_SUBNET = '10.244.0.0/16';
export const SERVICE_SUBNET = '10.96.0.0/16';

/** Lets nodes join; valid inside one cluster's private network only, so it need not be secret. */
const BOOTSTRAP_TOKEN = 'abcdef.0123456789abcdef';

/** What kubeadm is told for one node. */
export interface KubeadmNode {
  readonly cluster: string;
  readonly kubernetesVersion: string;
  readonly name: string;
  readonly role: NodeRole;
  readonly ip: string;
  /** Name of the control plane node, by which the engine's DNS knows it. */
  readonly controlPlane: string;
}

/**
 * kubeadm's configuration of one node, as kind writes it (pkg/cluster/internal/kubeadm/config.go), in kubeadm's v1beta4, which
 * 1.31 and newer read and 1.37 demands. It differs from kind's in what a short-lived cluster of one control plane can do
 * without: leader election, throttled controllers, data that outlives a crash, and RSA keys.
 */
export function kubeadmConfig(node: KubeadmNode): string {
  const apiVersion = 'kubeadm.k8s.io/v1beta4';
  const nodeRegistration = {
    criSocket: 'unix:///run/containerd/containerd.sock',
    kubeletExtraArgs: flags({ 'node-ip': node.ip, 'provider-id': `kind://docker/${node.cluster}/${node.name}` }),
  };
  const endpoint = `${node.controlPlane}:${API_SERVER_PORT}`;
  const unhurried = { 'kube-api-qps': '500', 'kube-api-burst': '1000', 'leader-elect': 'false' };
  const documents = [
    {
      apiVersion,
      kind: 'ClusterConfiguration',
      kubernetesVersion: node.kubernetesVersion,
      clusterName: node.cluster,
      controlPlaneEndpoint: endpoint,
      encryptionAlgorithm: 'ECDSA-P256',
      apiServer: { certSANs: ['localhost', '127.0.0.1'] },
      controllerManager: { extraArgs: flags({ ...unhurried, 'enable-hostpath-provisioner': 'true' }) },
      scheduler: { extraArgs: flags(unhurried) },
      etcd: { local: { dataDir: '/var/lib/etcd', extraArgs: flags({ 'unsafe-no-fsync': 'true' }) } },
      networking: { podSubnet: POD_SUBNET, serviceSubnet: SERVICE_SUBNET },
    },
    {
      apiVersion,
      kind: 'InitConfiguration',
      bootstrapTokens: [{ token: BOOTSTRAP_TOKEN }],
      localAPIEndpoint: { advertiseAddress: node.ip, bindPort: API_SERVER_PORT },
      nodeRegistration,
      skipPhases: ['preflight'],
    },
    {
      apiVersion,
      kind: 'JoinConfiguration',
      discovery: {
        bootstrapToken: { apiServerEndpoint: endpoint, token: BOOTSTRAP_TOKEN, unsafeSkipCAVerification: true },
      },
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
    },
    {
      apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
      kind: 'KubeProxyConfiguration',
      mode: 'iptables',
      iptables: { minSyncPeriod: '1s' },
      // The table belongs to the host's kernel; its size is not a node's to set.
      conntrack: { maxPerCore: 0 },
    },
  ];
  return documents.map((document) => stringify(document)).join('---\n');
}

function flags(values: Readonly<Record<string, string>>): { name: string; value: string }[] {
  return Object.entries(values).map(([name, value]) => ({ name, value }));
}
