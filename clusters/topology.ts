/** How kube-proxy makes a Service's address lead to its pods. `ipvs` needs a kernel that has it. */
export const KUBE_PROXY_MODES = ['iptables', 'nftables', 'ipvs'] as const;
export type KubeProxyMode = (typeof KUBE_PROXY_MODES)[number];

/** Numbers of control planes that a cluster can have: etcd needs a majority, so two are worse than one. */
export const CONTROL_PLANE_COUNTS = [1, 3] as const;

/** What sets one node apart from the others of its role. */
export interface NodeTraits {
  /** Set by the node's kubelet when it registers. */
  readonly labels: Readonly<Record<string, string>>;
  /** As kubectl writes them: `key=value:effect` or `key:effect`. They come on top of a control plane's own. */
  readonly taints: readonly string[];
}

/** A part of kubeadm's configuration, merged into the document of its `kind` as JSON Merge Patch (RFC 7386) says. */
export interface KubeadmPatch {
  readonly kind: string;
  readonly [field: string]: unknown;
}

/** What a cluster is made of, besides a Kubernetes version. */
export interface Topology {
  readonly controlPlanes: (typeof CONTROL_PLANE_COUNTS)[number];
  readonly workers: number;
  /** IPv4, `a.b.c.d/n`; every node gets a /24 of it. */
  readonly podSubnet: string;
  readonly serviceSubnet: string;
  readonly kubeProxy: KubeProxyMode;
  /** For every component that knows feature gates: API server, controllers, scheduler, kubelet and kube-proxy. */
  readonly featureGates: Readonly<Record<string, boolean>>;
  readonly kubeadmPatches: readonly KubeadmPatch[];
  /** By short name: `control-plane`, `control-plane2`, `worker`, `worker2` and so on. */
  readonly nodes: Readonly<Record<string, NodeTraits>>;
  /** A policy of `audit.k8s.io/v1`; without one no audit log is kept. */
  readonly auditPolicy: Readonly<Record<string, unknown>> | undefined;
  /** Images that every node has from the start: references that the engine knows, or paths of tar files (`….tar`). */
  readonly images: readonly string[];
}

/** One control plane and two workers: the smallest cluster in which "one per node" and "three replicas" differ. */
export const DEFAULT_TOPOLOGY: Topology = {
  controlPlanes: 1,
  workers: 2,
  // kind's defaults.
  podSubnet: '10.244.0.0/16',
  serviceSubnet: '10.96.0.0/16',
  kubeProxy: 'iptables',
  featureGates: {},
  kubeadmPatches: [],
  nodes: {},
  auditPolicy: undefined,
  images: [],
};

/** What a node is for. */
export type NodeRole = 'control-plane' | 'worker';

/** A node before there is a machine for it. */
export interface PlannedNode {
  readonly name: string;
  readonly role: NodeRole;
  /** Counts from one, per role. */
  readonly number: number;
}

/** Names a cluster's nodes as kind does: the first of a role has no number. */
export function nodeNames(
  cluster: string,
  topology: Pick<Topology, 'controlPlanes' | 'workers'>,
): [PlannedNode, ...PlannedNode[]] {
  const ofRole = (role: NodeRole, count: number) =>
    Array.from({ length: count }, (_, index) => plannedNode(cluster, role, index + 1));
  const all = [...ofRole('control-plane', topology.controlPlanes), ...ofRole('worker', topology.workers)];
  return all as [PlannedNode, ...PlannedNode[]];
}

/** The node of a role with this number, which counts from one. */
export function plannedNode(cluster: string, role: NodeRole, number: number): PlannedNode {
  return { name: `${cluster}-${role}${number === 1 ? '' : number}`, role, number };
}
