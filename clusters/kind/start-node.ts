import type { PlannedNode } from '../topology.ts';
import { waitForBoot } from './boot.ts';
import { clusterLabels } from './labels.ts';
import { KindNode } from './node.ts';
import { NodeContainer } from './node-container.ts';
import type { KindClusterParts } from './parts.ts';
import { proxyEnvironment } from './proxy-environment.ts';

/** Starts a node's container and waits until commands can be run in it. @param publish node ports with their host ports. */
export async function startNode(
  parts: KindClusterParts,
  planned: PlannedNode,
  publish: ReadonlyMap<number, number>,
  signal: AbortSignal,
): Promise<KindNode> {
  signal.throwIfAborted();
  const { engine, run, name: cluster, image, prepared, network, deviceMapper } = parts;
  const { name, role, number } = planned;
  const ip = network.address(role, number);
  const container = await new NodeContainer({
    ...{ name, role, ip, publish, image: prepared ?? image, prepared: prepared !== undefined },
    network: network.name,
    deviceMapper,
    proxies: proxyEnvironment(process.env, parts, name),
    labels: clusterLabels(run, cluster),
  }).start();
  const machine = engine.client.container.dockerode.getContainer(container.getId());
  await waitForBoot(name, machine, undefined, signal);
  return new KindNode(planned, ip, container, machine);
}
