import { startedCluster } from '../../clusters/testing/started-cluster.ts';
import { DEFAULT_TOPOLOGY } from '../../clusters/topology.ts';

/** Runs `work` with a cluster that all cluster tests share, and removes it. Tests find it by `KINDLING_TEST_KUBECONFIG`. */
export async function withTestCluster<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  await using test = await startedCluster(DEFAULT_TOPOLOGY, signal);
  process.env['KINDLING_TEST_KUBECONFIG'] = test.cluster.kubeconfig;
  return await work();
}
