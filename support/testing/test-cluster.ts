import { resolve } from 'node:path';
import { findEngine } from '../../clusters/engine/engine.ts';
import { KindCluster } from '../../clusters/kind/kind-cluster.ts';
import type { StartedKindCluster } from '../../clusters/kind/started-kind-cluster.ts';
import { ensureNodeImage } from '../../clusters/node-image/node-image.ts';
import { minorVersion } from '../../clusters/node-image/versions.ts';
import type { Progress } from '../../clusters/progress.ts';
import { forgetRun, registerRun, runFolder } from '../../clusters/registry/run-record.ts';
import { DEFAULT_TOPOLOGY } from '../../clusters/topology.ts';

/** Runs `work` with a cluster that all cluster tests share, and removes it. Tests find it by `KINDLING_TEST_KUBECONFIG` and `_DOORS`. */
export async function withTestCluster<T>(progress: Progress, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  const engine = await findEngine(progress, signal);
  const { reference: image } = await ensureNodeImage(engine, minorVersion(), progress, signal);
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
  process.env['KINDLING_TEST_DOORS'] = testDoors(cluster);
  return await work();
}

/** A node of the test cluster: its container, and its door of one NodePort. */
export interface TestDoor {
  readonly node: string;
  readonly container: string;
  readonly nodePort: number;
  readonly url: string;
}

/** The doors of its first NodePort, as JSON of `TestDoor`s. */
function testDoors(cluster: StartedKindCluster): string {
  const doors = cluster.nodePorts.slice(0, 1).flatMap((nodePort) => cluster.doors(nodePort));
  const containers = new Map(cluster.nodes.map(({ name, container }) => [name, container.getId()]));
  return JSON.stringify(
    doors.map(({ node, ...rest }): TestDoor => ({ node, container: containers.get(node) ?? '', ...rest })),
  );
}
