import { mkdirSync } from 'node:fs';
import type { Container } from 'dockerode';
import type { Engine } from '../engine/engine.ts';
import type { CommandNode } from './attached-node.ts';
import { saveItem } from './evidence-file.ts';
import { KUBEADM_LOGS } from './kubeadm.ts';
import { NETWORK_STATE } from './network-state.ts';

/** What is asked of every node; the commands of dead nodes fail, and that is written down instead. */
const NODE_COMMANDS: Readonly<Record<string, string>> = {
  'kubelet.log': 'journalctl --no-pager --unit=kubelet',
  'containerd.log': 'journalctl --no-pager --unit=containerd',
  'journal.log': 'journalctl --no-pager --priority=warning',
  'kubeadm.log': `tail --lines=+1 ${KUBEADM_LOGS}`,
  'containers.txt': 'ctr --namespace=k8s.io containers list; ctr --namespace=k8s.io tasks list',
  'pods.log': 'tail --lines=200 /var/log/pods/*/*/*.log',
  'network.txt': NETWORK_STATE,
};

const CLUSTER_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'nodes.txt': ['get', 'nodes', '--output=wide'],
  'pods.txt': ['get', 'pods', '--all-namespaces', '--output=wide'],
  'events.txt': ['get', 'events', '--all-namespaces', '--sort-by=.lastTimestamp'],
};

/** Saves what a person needs to find out why a cluster failed. What cannot be had is written down as such. @throws when nothing can be written. */
export async function saveEvidence(
  folder: string,
  engine: Engine,
  containers: readonly Container[],
  nodes: readonly CommandNode[],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const save = (name: string, read: (signal: AbortSignal) => Promise<string>) => saveItem(folder, name, read);
  const [controlPlane] = nodes;
  await Promise.all([
    save('engine.json', async () => JSON.stringify(await engine.client.container.dockerode.info(), undefined, 2)),
    ...containers.map((container) => save(`container-${container.id.slice(0, 12)}.log`, () => logs(container))),
    ...nodes.flatMap((node) =>
      Object.entries(NODE_COMMANDS).map(([name, command]) =>
        save(`${node.name}-${name}`, (signal) => node.run(['sh', '-c', command], signal)),
      ),
    ),
    ...(controlPlane === undefined
      ? []
      : Object.entries(CLUSTER_COMMANDS).map(([name, command]) =>
          save(name, (signal) => controlPlane.kubectl(command, signal)),
        )),
  ]);
}

async function logs(container: Container): Promise<string> {
  const state = await container.inspect();
  const log = await container.logs({ stdout: true, stderr: true });
  return `${state.Name} ${JSON.stringify(state.State, undefined, 2)}\n\n${log.toString()}`;
}
