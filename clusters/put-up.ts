import { join } from 'node:path';
import type { Engine } from './engine/engine.ts';
import { KindCluster } from './kind/kind-cluster.ts';
import { ensureNodeImage } from './node-image/node-image.ts';
import { minorVersion } from './node-image/versions.ts';
import type { Progress } from './progress.ts';
import { type KeptCluster, keptClusters, recordCluster } from './registry/kept-clusters.ts';
import { registerRun, runFolder } from './registry/run-record.ts';
import { removeRun } from './registry/sweep.ts';
import type { Topology } from './topology.ts';

/** What a cluster that stays is made from. */
export interface ClusterWish {
  readonly name: string;
  /** A minor such as `1.37`; undefined for the newest. */
  readonly kubernetes: string | undefined;
  readonly topology: Topology;
}

/** Puts up a cluster that stays until it is taken down. @throws when there is one of that name. */
export async function putUp(
  engine: Engine,
  wish: ClusterWish,
  progress: Progress,
  signal: AbortSignal,
): Promise<KeptCluster> {
  if (keptClusters().some(({ name }) => name === wish.name)) {
    throw new Error(`There is a cluster named ${wish.name} already: npm run cluster -- down ${wish.name}`);
  }
  const image = await ensureNodeImage(engine, minorVersion(wish.kubernetes), progress, signal);
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
    const kept: KeptCluster = {
      ...{ name, run, kubernetesVersion, kubeconfig, phases },
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

/** Takes down a cluster that was put up to stay. @throws when there is none of that name. */
export async function takeDown(engine: Engine, name: string): Promise<void> {
  const all = keptClusters();
  const cluster = all.find((each) => each.name === name);
  if (cluster === undefined) {
    const names = all.map((each) => each.name).join(', ');
    throw new Error(`There is no cluster named ${name}; there is ${names === '' ? 'none' : names}`);
  }
  await removeRun(engine, cluster.run);
}
