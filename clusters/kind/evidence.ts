import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Container } from 'dockerode';
import type { Engine } from '../engine/engine.ts';
import type { CommandNode } from './attached-node.ts';
import { KUBEADM_LOGS } from './kubeadm.ts';

/** A node that hangs must not hold up the clean-up. */
const PER_ITEM_MS = 15_000;

/** What is asked of every node; the commands of dead nodes fail, and that is written down instead. */
const NODE_COMMANDS: Readonly<Record<string, string>> = {
  'kubelet.log': 'journalctl --no-pager --unit=kubelet',
  'containerd.log': 'journalctl --no-pager --unit=containerd',
  'journal.log': 'journalctl --no-pager --priority=warning',
  'kubeadm.log': `tail --lines=+1 ${KUBEADM_LOGS}`,
  'containers.txt': 'ctr --namespace=k8s.io containers list; ctr --namespace=k8s.io tasks list',
  'pods.log': 'tail --lines=200 /var/log/pods/*/*/*.log',
};

const CLUSTER_COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'nodes.txt': ['get', 'nodes', '--output=wide'],
  'pods.txt': ['get', 'pods', '--all-namespaces', '--output=wide'],
  'events.txt': ['get', 'events', '--all-namespaces', '--sort-by=.lastTimestamp'],
};

/** Saves what a person needs to find out why a cluster failed. Never throws: what cannot be had is written down as such. */
export async function saveEvidence(
  folder: string,
  engine: Engine,
  containers: readonly Container[],
  nodes: readonly CommandNode[],
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const save = async (name: string, read: (signal: AbortSignal) => Promise<string>) => {
    const signal = AbortSignal.timeout(PER_ITEM_MS);
    const late = delay(PER_ITEM_MS, `no answer within ${PER_ITEM_MS / 1000} s`, { ref: false });
    const text = await Promise.race([read(signal), late]).catch((error: unknown) => `not to be had: ${String(error)}`);
    writeFileSync(join(folder, name), text);
  };
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
