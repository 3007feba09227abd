import { RUN_LABEL } from '../../clusters/kind/labels.ts';
import type { Progress } from '../../clusters/progress.ts';
import { registeredRuns, runLives } from '../../clusters/registry/run-record.ts';
import { connect, type RawApi } from '../kubernetes/client.ts';
import { collectionPath } from '../kubernetes/kinds.ts';
import { deleteNamespace } from '../kubernetes/namespace.ts';
import type { RawList, RawObject } from '../kubernetes/raw-object.ts';

/** Long enough for the requests of a clean-up, which an interrupted run must not wait for much longer. */
const PATIENCE_MS = 10_000;

/**
 * Keeps a cluster that stays free of what scenarios leave: namespaces of runs that were killed are asked to go now, and those
 * of this run when the result is disposed of, also when the run was interrupted.
 */
export async function cleanNamespaces(
  client: RawApi,
  kubeconfig: string,
  run: string,
  progress: Progress,
): Promise<AsyncDisposable> {
  const living = new Set(
    registeredRuns()
      .filter(runLives)
      .map(({ id }) => id),
  );
  const abandoned = (await namespaces(client)).filter(({ metadata }) => !living.has(runOf(metadata.labels)));
  for (const { metadata } of abandoned) {
    await deleteNamespace(client, metadata, { signal: client.signal });
    progress(`Removed what a killed run left: namespace ${metadata.name}`);
  }
  return {
    async [Symbol.asyncDispose]() {
      // The run's own client is of no use once the run was interrupted.
      const signal = AbortSignal.timeout(PATIENCE_MS);
      await using own = await connect(kubeconfig, { signal });
      for (const { metadata } of await namespaces(own)) {
        if (runOf(metadata.labels) === run) await deleteNamespace(own, metadata, { signal });
      }
    },
  };
}

/** The namespaces of scenarios that were not asked to go yet. */
async function namespaces(client: RawApi): Promise<readonly RawObject[]> {
  const { items } = await client.raw<RawList>('GET', collectionPath('Namespace'), {
    query: { labelSelector: RUN_LABEL },
  });
  return (items ?? []).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

function runOf(labels: Readonly<Record<string, string>> = {}): string {
  return labels[RUN_LABEL] ?? '';
}
