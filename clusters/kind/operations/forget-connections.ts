import type { CommandNode } from '../attached-node.ts';

/**
 * Has nodes forget all connections to a NodePort, TCP and UDP, those that stand among them. What conntrack remembers of a port of the
 * client's leads its next connection from that port where the last one went, for two minutes also when nobody answered that (Linux does
 * not renew such an entry, and does not choose anew: nf_conntrack_proto_tcp.c), and no matter whose Service has the NodePort now.
 * @throws NodeCommandError when a node's connections cannot be told.
 */
export async function forgetConnections(
  nodes: readonly CommandNode[],
  nodePort: number,
  signal: AbortSignal,
): Promise<void> {
  // With none to delete conntrack fails like with any error (conntrack(8)), and says so.
  const script = `for protocol in tcp udp; do
  said=$(conntrack --delete --proto $protocol --orig-port-dst ${nodePort} 2>&1 >/dev/null) && continue
  case $said in *" 0 flow entries have been deleted"*) ;; *) printf '%s\\n' "$said" >&2; exit 1 ;; esac
done`;
  await Promise.all(nodes.map((node) => node.run(['sh', '-c', script], signal)));
}
