import { AttachedCluster } from './attached-cluster.ts';
import type { Engine } from './engine/engine.ts';
import { otherImage } from './kept-cluster-differences.ts';
import type { Progress } from './progress.ts';
import { type ClusterWish, putUp } from './put-up.ts';
import { knownCluster } from './registry/kept-clusters.ts';

/**
 * The cluster of that name that stays: the one that is up already, else a new one, which then stays too.
 * @throws when the one that is up has another node image or Kubernetes minor than the wish names, or does not run.
 */
export async function keptCluster(
  engine: Engine,
  wish: ClusterWish,
  progress: Progress,
  signal: AbortSignal,
): Promise<AttachedCluster> {
  const known = knownCluster(wish.name);
  const cluster = known ?? (await putUp(engine, wish, progress, signal));
  const difference = otherImage(cluster, wish);
  if (difference !== undefined) {
    throw new Error(
      `There is a cluster ${wish.name} already, and ${difference}: ` +
        `name another with --cluster, or take it down with "npm run cluster -- down ${wish.name}"`,
    );
  }
  progress(`Cluster ${cluster.name}: ${known === undefined ? 'is up, and stays' : 'is used again'}`);
  return AttachedCluster.attach(engine, cluster);
}
