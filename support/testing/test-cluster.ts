import type { StartedKindCluster } from '../../clusters/kind/started-kind-cluster.ts';
import { startedCluster } from '../../clusters/testing/started-cluster.ts';
import { DEFAULT_TOPOLOGY } from '../../clusters/topology.ts';

/** Runs `work` with a cluster that all cluster tests share, and removes it. Tests find it by `KINDLING_TEST_KUBECONFIG` and `_DOORS`. */
export async function withTestCluster<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  await using test = await startedCluster(DEFAULT_TOPOLOGY, signal);
  process.env['KINDLING_TEST_KUBECONFIG'] = test.cluster.kubeconfig;
  process.env['KINDLING_TEST_DOORS'] = testDoors(test.cluster);
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
