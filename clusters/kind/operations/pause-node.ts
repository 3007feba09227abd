import type { Container } from 'dockerode';
import { abortable } from '../../host/abortable.ts';
import { type KindClusterParts, nodeNamed } from '../parts.ts';

/** Where processes come and go faster than they are frozen, another attempt mostly finds a quieter moment: one failed in nine runs. */
const ATTEMPTS = 10;

/** Freezes a node. @throws when it does not run. */
export async function pauseNode(parts: KindClusterParts, name: string, signal: AbortSignal): Promise<void> {
  const node = nodeNamed(parts, name);
  if (node.state !== 'running') throw new Error(`Node ${name} is ${node.state}: only a running node can be paused`);
  await freeze(node.machine, signal);
  node.state = 'paused';
}

/** Lets a frozen node go on. @throws when it is not paused. */
export async function unpauseNode(parts: KindClusterParts, name: string, signal: AbortSignal): Promise<void> {
  const node = nodeNamed(parts, name);
  if (node.state !== 'paused') throw new Error(`Node ${name} is ${node.state}: only a paused node can be unpaused`);
  await abortable(node.machine.unpause(), signal);
  node.state = 'running';
}

/**
 * Freezes all processes of a machine. On cgroup v1 runc gives up with "unable to freeze", and lets go of those that it has, when new
 * processes are made all the while (libcontainer/cgroups/fs/freezer.go).
 * @throws what the engine says, at once when it is something else.
 */
export async function freeze(machine: Pick<Container, 'pause'>, signal: AbortSignal): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await abortable(machine.pause(), signal);
    } catch (error) {
      if (attempt === ATTEMPTS || !/unable to freeze/.test(String(error))) throw error;
    }
  }
}
