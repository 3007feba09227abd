import type { KindNode } from './node.ts';
import { KUBEADM_CONFIG } from './prepare-node.ts';

const OUTPUT = '/kind/kubeadm.log';

/** Runs kubeadm in a node with the node's configuration. Its output stays there as evidence. @throws with the end of it. */
export async function kubeadm(node: KindNode, command: string, signal: AbortSignal): Promise<void> {
  await node.run(
    [
      'sh',
      '-c',
      `kubeadm ${command} --config=${KUBEADM_CONFIG} --v=5 >${OUTPUT} 2>&1 || { tail -n 30 ${OUTPUT}; exit 1; }`,
    ],
    signal,
  );
}
