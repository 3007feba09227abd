import { resolve } from 'node:path';
import { findEngine } from '../../clusters/engine/engine.ts';
import { KindCluster } from '../../clusters/kind/kind-cluster.ts';
import { ensureNodeImage } from '../../clusters/node-image/node-image.ts';
import type { Progress } from '../../clusters/progress.ts';
import { forgetRun, registerRun, runFolder } from '../../clusters/registry/run-record.ts';
import { DEFAULT_TOPOLOGY } from '../../clusters/topology.ts';

/** Runs `work` with a cluster that all cluster tests share, and removes it. Tests find it by `KINDLING_TEST_KUBECONFIG`. */
export async function withTestCluster<T>(progress: Progress, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const engine = await findEngine(progress, signal);
  const { reference: image } = await ensureNodeImage(
    engine,
    { kubernetes: undefined, image: undefined },
    progress,
    signal,
  );
  const { id: run } = registerRun('cluster tests');
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => forgetRun(run));
  const options = {
    name: `kindling-${run}`,
    run,
    folder: runFolder(run),
    evidence: resolve('reports', `evidence-${run}`),
  };
  const cluster = cleanUp.use(
    await new KindCluster({ ...options, engine, image, topology: DEFAULT_TOPOLOGY, progress }).start(signal),
  );
  process.env['KINDLING_TEST_KUBECONFIG'] = cluster.kubeconfig;
  return await work();
}
