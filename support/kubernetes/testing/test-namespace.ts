import { randomUUID } from 'node:crypto';
import { connect, type KubernetesClient } from '../client.ts';
import { createNamespace, deleteNamespace, type Namespace } from '../namespace.ts';

const KUBECONFIG = process.env['KINDLING_TEST_KUBECONFIG'];

/** For `skip` of tests that need a real cluster: the reason when there is none. */
export const withoutCluster: string | false =
  KUBECONFIG === undefined && 'NOT TESTED: set KINDLING_TEST_KUBECONFIG to the kubeconfig of a cluster made for tests';

/** A client of the cluster under test and a namespace of one's own, which goes away with it. */
export interface TestNamespace extends AsyncDisposable {
  readonly client: KubernetesClient;
  readonly namespace: Namespace;
}

/** @throws when `withoutCluster` says so, or the cluster does not answer. */
export async function testNamespace(signal: AbortSignal): Promise<TestNamespace> {
  if (KUBECONFIG === undefined) throw new Error(String(withoutCluster));
  const client = await connect(KUBECONFIG, { signal });
  const name = `kindling-test-${randomUUID().slice(0, 8)}`;
  try {
    const namespace = await createNamespace(client, { name, run: 'test', scenario: name }, { signal });
    return {
      client,
      namespace,
      async [Symbol.asyncDispose]() {
        await deleteNamespace(client, namespace, { signal });
        await client[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await deleteNamespace(client, { name }, { signal });
    await client[Symbol.asyncDispose]();
    throw error;
  }
}

/** A pod that no scheduler takes, so that tests need neither image nor node. */
export function unscheduledPod(labels: Readonly<Record<string, string>>) {
  return {
    metadata: { labels },
    spec: { schedulerName: 'nobody', containers: [{ name: 'nothing', image: 'nothing.invalid/nothing:1' }] },
  };
}

/** A Deployment of such pods. */
export function unscheduledDeployment(name: string, replicas: number) {
  const labels = { app: name };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas, selector: { matchLabels: labels }, template: unscheduledPod(labels) },
  };
}
