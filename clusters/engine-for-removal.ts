import { type Engine, findEngine, runningEngine } from './engine/engine.ts';
import { EngineError } from './engine/engine-error.ts';
import { cacheFolder } from './host/cache.ts';
import type { Progress } from './progress.ts';
import { keptClusters } from './registry/kept-clusters.ts';
import { abandonedRuns } from './registry/sweep.ts';

/** How an engine is come by; tests have ways of their own. */
interface Search {
  readonly find: typeof findEngine;
  readonly running: typeof runningEngine;
}

/**
 * The engine that what runs left is to be removed from. Where something is recorded that only an engine can remove, one is found or,
 * without Docker, started: an embedded one that does not run may still have the containers. Else it is the one that runs, undefined
 * for none. Clusters of the other engine are not its own, see `takeDown`.
 * @param kept whether the clusters that were put up to stay are to go, too.
 * @throws when something is recorded and no engine can be had, with what that is and what to do.
 */
export async function engineForRemoval(
  kept: boolean,
  progress: Progress,
  signal: AbortSignal,
  { find, running }: Search = { find: findEngine, running: runningEngine },
): Promise<Engine | undefined> {
  const clusters = kept ? keptClusters() : [];
  const left = [...clusters.map(({ name }) => `cluster ${name}`), ...abandonedRuns().map(({ id }) => `run ${id}`)];
  if (left.length === 0) {
    // An engine that cannot run nodes has none of ours.
    return running(signal).catch((error: unknown) => {
      if (error instanceof EngineError) return undefined;
      throw error;
    });
  }
  try {
    return await find(progress, signal, clusters[0]?.engine);
  } catch (cause) {
    signal.throwIfAborted();
    throw new Error(
      `Only a container engine can remove ${left.join(', ')}, and none can be had, so nothing was removed. ` +
        `If their engine is gone for good, delete their records: ${cacheFolder('runs')}`,
      { cause },
    );
  }
}
