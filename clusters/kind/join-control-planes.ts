import { Readable } from 'node:stream';
import { kubeadm } from './kubeadm.ts';
import type { KindNode } from './node.ts';

/** What all control planes of a cluster have in common (kubeadm: "manual certificate distribution"), below PKI. */
const SHARED = ['ca', 'front-proxy-ca', 'etcd/ca'].flatMap((name) => [`${name}.crt`, `${name}.key`]);
const PKI = '/etc/kubernetes/pki';

/**
 * Makes nodes control planes beside the first one: one after the other, because etcd takes a new member only while all its
 * members are well.
 */
export async function joinControlPlanes(
  first: KindNode,
  others: readonly KindNode[],
  signal: AbortSignal,
): Promise<void> {
  if (others.length === 0) return;
  const packed = await first.run(
    ['sh', '-c', `tar --directory=${PKI} --create ${[...SHARED, 'sa.key', 'sa.pub'].join(' ')} | base64`],
    signal,
  );
  const archive = Buffer.from(packed, 'base64');
  for (const node of others) {
    await node.run(['mkdir', '-p', PKI], signal);
    await node.container.copyArchiveToContainer(Readable.from([archive]), PKI);
    await kubeadm(node, 'join', signal);
  }
}
