import { mkdirSync } from 'node:fs';
import type { EvidenceOf } from '../cluster.ts';
import type { CommandNode } from './attached-node.ts';
import { saveItem } from './evidence-file.ts';
import { NETWORK_STATE } from './network-state.ts';

/**
 * Saves what is gone soon, a file per node and subject: what kernels know of connections, and logs. It asks for no more than that,
 * because other scenarios may be under way on the same nodes. What cannot be had is written down as such.
 * @throws when nothing can be written.
 */
export async function saveNamespaceEvidence(
  folder: string,
  nodes: readonly CommandNode[],
  { namespace, since }: EvidenceOf,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const commands = {
    // First: connections are forgotten while logs stay.
    'network.txt': NETWORK_STATE,
    'kubelet.log': `journalctl --no-pager --unit=kubelet --since=@${Math.floor(since / 1000)}`,
    'pods.log': logsOf(`${namespace}_*`),
    'kube-proxy.log': logsOf('kube-system_kube-proxy-*'),
  };
  for (const [name, command] of Object.entries(commands)) {
    await Promise.all(
      nodes.map((node) =>
        saveItem(folder, `${node.name}-${name}`, (signal) => node.run(['sh', '-c', command], signal)),
      ),
    );
  }
}

/** The last lines of each container; of a node without such a pod nothing, which is no error. */
function logsOf(pods: string): string {
  return `set -- /var/log/pods/${pods}/*/*.log; test ! -e "$1" || tail --lines=200 --verbose "$@"`;
}
