import { resolve } from 'node:path';
import { type Engine, findEngine } from '../engine/engine.ts';
import { KindCluster } from '../kind/kind-cluster.ts';
import type { StartedKindCluster } from '../kind/started-kind-cluster.ts';
import { ensureNodeImage } from '../node-image/node-image.ts';
import type { Progress } from '../progress.ts';
import { forgetRun, registerRun, runFolder } from '../registry/run-record.ts';
import { DEFAULT_TOPOLOGY, type Topology } from '../topology.ts';

/** A cluster of a test's own. Disposing it leaves nothing. */
export interface TestCluster extends AsyncDisposable {
  readonly engine: Engine;
  readonly cluster: StartedKindCluster;
}

/**
 * Starts a cluster for a test, one control plane and no worker unless told otherwise. When it fails, nothing stays.
 * @param wished a node image; that of the default minor unless told otherwise.
 */
export async function startedCluster(
  topology: Partial<Topology>,
  signal: AbortSignal,
  wished?: string,
): Promise<TestCluster> {
  const tell: Progress = (line) => process.stderr.write(`  ${line}\n`);
  const engine = await findEngine(tell, signal);
  const { reference: image } = await ensureNodeImage(engine, { kubernetes: undefined, image: wished }, tell, signal);
  await using cleanUp = new AsyncDisposableStack();
  const { id: run } = registerRun('cluster test');
  cleanUp.defer(() => forgetRun(run));
  const cluster = cleanUp.use(
    await new KindCluster({
      ...{ engine, image, run, progress: tell, name: `test-${run}`, folder: runFolder(run) },
      topology: { ...DEFAULT_TOPOLOGY, workers: 0, ...topology },
      evidence: resolve('reports', `evidence-${run}`),
    }).start(signal),
  );
  const owned = cleanUp.move();
  return { engine, cluster, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}
