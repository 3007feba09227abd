import { stringify } from 'yaml';
import { AUDIT_POLICY } from './audit.ts';
import { kubeadmConfig } from './kubeadm-config.ts';
import type { KindNode } from './node.ts';
import type { KindClusterParts } from './parts.ts';

/** Where a node keeps kubeadm's configuration, as kind does. */
export const KUBEADM_CONFIG = '/kind/kubeadm.conf';

/**
 * Published images tell containerd that it may lower OOM scores. Where the engine cannot give a node CAP_SYS_RESOURCE (bit 24),
 * every sandbox then fails with a misleading "can't get final child's PID from pipe: EOF".
 */
const FIT_CONTAINERD = `
if [ $(( 0x$(sed -n 's/^CapBnd:[[:space:]]*//p' /proc/1/status) >> 24 & 1 )) = 0 ] &&
  grep -q 'restrict_oom_score_adj *= *false' /etc/containerd/config.toml
then
  sed -i 's/restrict_oom_score_adj *= *false/restrict_oom_score_adj = true/' /etc/containerd/config.toml
  # Before systemd is up there is nothing to restart: containerd will read the file as it is now.
  systemctl try-restart containerd 2>/dev/null || true
fi`;

/** Gives a booted node what it needs before kubeadm runs. @param version the node image's, as in `/kind/version`. */
export async function prepareNode(
  { name: cluster, topology, endpoint }: KindClusterParts,
  node: KindNode,
  version: string,
  signal: AbortSignal,
): Promise<void> {
  const { name, role, ip } = node;
  const files = [
    {
      content: kubeadmConfig({ cluster, kubernetesVersion: version, topology, name, role, ip, endpoint }),
      target: KUBEADM_CONFIG,
    },
  ];
  if (role === 'control-plane' && topology.auditPolicy !== undefined) {
    files.push({ content: stringify(topology.auditPolicy, { version: '1.1' }), target: AUDIT_POLICY });
  }
  await node.container.copyContentToContainer(files);
  await node.run(['sh', '-c', `set -e\n${keepInside(topology)}\n${FIT_CONTAINERD}`], signal);
}

/** Does again, after a node has restarted, what a restart undoes. */
export async function prepareRestartedNode(
  { topology }: Pick<KindClusterParts, 'topology'>,
  node: KindNode,
  signal: AbortSignal,
): Promise<void> {
  await node.run(['sh', '-c', `set -e\n${keepInside(topology)}`], signal);
}

/** What is sent to the cluster's own addresses stays within the cluster, also when nobody has them. */
function keepInside(topology: KindClusterParts['topology']): string {
  return [refuseServiceAddresses(topology), dropForDeadPods(topology)].join('\n');
}

/**
 * The address of a pod that has gone has no route any more, so a kube-proxy that is late, and conntrack, would have packets for it
 * sent out of this host by the default route, where anybody may answer. Routes to pods and to other nodes' pods are more specific.
 * They are dropped and not refused, because most networks do so, and clients then see what they would see elsewhere.
 */
function dropForDeadPods({ podSubnet }: KindClusterParts['topology']): string {
  return `ip route replace blackhole ${podSubnet}`;
}

/**
 * Until kube-proxy has translated it, a Service's address is nobody's, and a node would send packets for it out of this host.
 * In ipvs mode the addresses are the node's own.
 */
function refuseServiceAddresses({ kubeProxy, serviceSubnet }: KindClusterParts['topology']): string {
  if (kubeProxy === 'ipvs') return '';
  return ['OUTPUT', 'FORWARD']
    .map((chain) => `iptables --wait --append ${chain} --destination ${serviceSubnet} --jump REJECT`)
    .join('\n');
}
