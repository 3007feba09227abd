import type { Engine } from './engine/engine.ts';
import { attachedNode } from './kind/attached-node.ts';
import { saveEvidence } from './kind/evidence.ts';
import type { KeptCluster } from './registry/kept-clusters.ts';

/** Saves what can be known of a cluster that was put up to stay, whether it is well or not. */
export async function saveKeptEvidence(engine: Engine, cluster: KeptCluster, folder: string): Promise<void> {
  const { dockerode } = engine.client.container;
  const containers = cluster.nodes.map(({ name }) => dockerode.getContainer(name));
  const nodes = cluster.nodes.map(({ name }, index) =>
    attachedNode(engine, name, containers[index] ?? dockerode.getContainer(name)),
  );
  await saveEvidence(folder, engine, containers, nodes);
}
