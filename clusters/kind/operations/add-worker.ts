import { takePorts } from '../../registry/published-ports.ts';
import { plannedNode } from '../../topology.ts';
import { printCredentials, startWorker, writeWorker } from '../join-worker.ts';
import { loadImage } from '../load-image.ts';
import type { KindNode } from '../node.ts';
import { aControlPlane, type KindClusterParts } from '../parts.ts';
import { prepareNode } from '../prepare-node.ts';
import { nodeReady } from '../readiness.ts';
import { startNode } from '../start-node.ts';

/**
 * Adds a worker under the lowest number that is free, and waits until it is Ready. When that fails, the worker is removed.
 * @param nodePorts the NodePorts that get doors.
 */
export async function addWorker(
  parts: KindClusterParts,
  version: string,
  nodePorts: readonly number[],
  signal: AbortSignal,
): Promise<KindNode> {
  const controlPlane = aControlPlane(parts);
  const taken = new Set(parts.nodes.filter(({ role }) => role === 'worker').map(({ number }) => number));
  let number = 1;
  while (taken.has(number)) number++;
  const planned = plannedNode(parts.name, 'worker', number);
  const hostPorts = await takePorts(parts.run, nodePorts.length, signal);
  const publish = new Map(nodePorts.map((port, index) => [port, hostPorts[index] as number]));
  try {
    const node = await startNode(parts, planned, publish, signal);
    await prepareNode(parts, node, version, signal);
    await writeWorker(node, signal);
    const credentials = await controlPlane.run(['sh', '-c', printCredentials(node.name)], signal);
    await startWorker(node, credentials, parts, signal);
    await Promise.all([
      nodeReady(controlPlane, node.name, signal),
      ...parts.topology.images.map((source) => loadImage(parts, [node], source, signal)),
    ]);
    parts.nodes.push(node);
    return node;
  } catch (cause) {
    const { dockerode } = parts.engine.client.container;
    await dockerode
      .getContainer(planned.name)
      .remove({ force: true, v: true })
      .catch(() => {});
    throw new Error(`Worker ${planned.name} could not be added to cluster ${parts.name}`, { cause });
  }
}
