import { join } from 'node:path';
import type { Engine } from './engine/engine.ts';
import { cacheFolder } from './host/cache.ts';
import { withFileLock } from './host/file-lock.ts';
import { otherImage, otherTopology } from './kept-cluster-differences.ts';
import { stateOf } from './kept-cluster-state.ts';
import { KindCluster } from './kind/kind-cluster.ts';
import { placeKubectl } from './kind/kubectl-binary.ts';
import { ensureNodeImage, type NodeImageWish } from './node-image/node-image.ts';
import type { Progress } from './progress.ts';
import { demandKeptCluster, type KeptCluster, knownCluster, recordCluster } from './registry/kept-clusters.ts';
import { registerRun, runFolder } from './registry/run-record.ts';
import { removeRun } from './registry/sweep.ts';
import type { Topology } from './topology.ts';

/** What a cluster that stays is made from. */
export interface ClusterWish extends NodeImageWish {
  readonly name: string;
  readonly topology: Topology;
}

/**
 * Puts up a cluster that stays until it is taken down. One of that name that is as wished and well is found again.
 * @throws when there is one of that name that is otherwise or not well, with what is wrong and what to do.
 */
export async function putUp(
  engine: Engine,
  wish: ClusterWish,
  progress: Progress,
  signal: AbortSignal,
): Promise<KeptCluster> {
  // Two that want the same cluster at the same time: one makes it, the other finds it.
  return withFileLock(join(cacheFolder('locks'), `cluster-${wish.name}`), signal, async () => {
    const present = knownCluster(wish.name);
    if (present === undefined) return make(engine, wish, progress, signal);
    const { problem } = await stateOf(present, engine, signal);
    const obstacle = problem ?? otherImage(present, wish) ?? otherTopology(present, wish.topology);
    if (obstacle === undefined) return present;
    throw new Error(
      `There is a cluster ${wish.name} already, and ${obstacle}. ` +
        `"npm run cluster -- evidence ${wish.name}" saves what can be known of it, ` +
        `"npm run cluster -- down ${wish.name}" takes it down`,
    );
  });
}

async function make(engine: Engine, wish: ClusterWish, progress: Progress, signal: AbortSignal): Promise<KeptCluster> {
  const image = await ensureNodeImage(engine, wish, progress, signal);
  const { id: run } = registerRun(`cluster ${wish.name}`, true);
  try {
    const folder = runFolder(run);
    const options = { name: wish.name, run, folder, evidence: join('reports', `evidence-${run}`) };
    const cluster = await new KindCluster({
      ...options,
      engine,
      progress,
      image: image.reference,
      topology: wish.topology,
    }).start(signal);
    const { name, kubernetesVersion, kubeconfig, phases } = cluster;
    const controlPlane = engine.client.container.dockerode.getContainer(cluster.nodes[0]?.container.getId() ?? name);
    const kubectl = await placeKubectl(engine, controlPlane, folder, signal);
    const kept: KeptCluster = {
      ...{ name, run, engine: engine.kind, kubernetesVersion, kubeconfig, phases, topology: wish.topology },
      ...(kubectl === undefined ? {} : { kubectl }),
      ...(wish.image === undefined ? {} : { image: wish.image }),
      nodes: cluster.nodes.map((node) => ({ name: node.name, role: node.role, ip: node.ip })),
      doors: cluster.nodePorts.flatMap((port) => cluster.doors(port)),
    };
    recordCluster(kept);
    return kept;
  } catch (error) {
    await removeRun(engine, run).catch((failure: unknown) =>
      progress(`Run ${run} is not removed altogether (${String(failure)}); "npm run clean" removes the rest`),
    );
    throw error;
  }
}

/**
 * Takes down a cluster that was put up to stay.
 * @throws when there is none of that name, or when it is not this engine's: then its record stays.
 */
export async function takeDown(engine: Engine, name: string): Promise<void> {
  const { run, engine: kind = engine.kind } = demandKeptCluster(name);
  if (kind !== engine.kind) {
    throw new Error(
      `Cluster ${name} was put up in ${kind === 'docker' ? 'Docker' : 'the embedded engine'}, and what was found is ` +
        `${engine.description}: "KINDLING_ENGINE=${kind} npm run cluster -- down ${name}" takes it down`,
    );
  }
  await removeRun(engine, run);
}
