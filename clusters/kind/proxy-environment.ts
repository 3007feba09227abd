import { hostOf, isLoopback } from '../host/loopback.ts';
import { nodeNames, type Topology } from '../topology.ts';
import { loadBalancerName } from './load-balancer/load-balancer.ts';
import type { ClusterNetwork } from './network.ts';

/** The variables that lead through a proxy or past it, in the case that wins where both are set. */
const PROXY_VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'] as const;

/** What a cluster has inside, as far as nobody may go through a proxy to reach it. */
export interface ProxyFreeParts {
  readonly name: string;
  readonly topology: Pick<Topology, 'controlPlanes' | 'workers' | 'podSubnet' | 'serviceSubnet'>;
  readonly network: Pick<ClusterNetwork, 'subnet'>;
}

/**
 * The proxies of this process's environment for a node, as kind hands them on (pkg/cluster/internal/providers: common/proxy.go,
 * docker/provision.go): each variable in upper and in lower case, because programs differ in which they read. NO_PROXY also has
 * all that lies in the cluster, by network, name and domain: kubeadm, kubectl and kubelets inherit these variables, and kubeadm
 * hands them on to the control plane's pods. Unlike kind it leaves out a proxy on this host's loopback: in a node nobody listens there,
 * and what could be pulled past the proxy could not be pulled at all. Empty when no variable is set.
 * @param node one that the topology does not count, as a worker that is added later.
 */
export function proxyEnvironment(
  host: NodeJS.ProcessEnv,
  { name, topology, network }: ProxyFreeParts,
  node: string,
): Record<string, string> {
  const set = PROXY_VARIABLES.flatMap((each) => {
    const value = host[each] || host[each.toLowerCase()];
    if (value === undefined || value === '') return [];
    return each !== 'NO_PROXY' && isOnLoopback(value) ? [] : [[each, value] as const];
  });
  if (set.length === 0) return {};
  const values = Object.fromEntries(set) as Partial<Record<(typeof PROXY_VARIABLES)[number], string>>;
  const names = nodeNames(name, topology).map((each) => each.name);
  if (topology.controlPlanes > 1) names.push(loadBalancerName(name));
  const inside = [
    ...(values.NO_PROXY?.split(',') ?? []),
    ...[topology.serviceSubnet, topology.podSubnet, network.subnet],
    ...[...names, node],
    // Names that Services have by CoreDNS; one that is shorter is looked up on the node's network alone.
    ...['.svc', '.svc.cluster', '.svc.cluster.local'],
  ];
  const all = { ...values, NO_PROXY: [...new Set(inside)].join(',') };
  return Object.fromEntries(
    Object.entries(all).flatMap(([key, value]) => [
      [key, value],
      [key.toLowerCase(), value],
    ]),
  );
}

/** Of a proxy's address, `http://127.0.0.1:3128`, or without its scheme. */
function isOnLoopback(value: string): boolean {
  const url = URL.parse(value.includes('://') ? value : `http://${value}`);
  return url !== null && (url.hostname === 'localhost' || isLoopback(hostOf(url)));
}
