import { RUN_LABEL } from '../../clusters/kind/labels.ts';
import type { Progress } from '../../clusters/progress.ts';
import { registeredRuns, runLives } from '../../clusters/registry/run-record.ts';
import { connect, type RawApi } from '../kubernetes/client.ts';
import { collectionPath } from '../kubernetes/kinds.ts';
import { deleteNamespace, untilNamespaceGone } from '../kubernetes/namespace.ts';
import type { RawList, RawObject } from '../kubernetes/raw-object.ts';

/** Long enough for pods that serve for a while after they were asked to stop; whoever cannot wait ends the process. */
const PATIENCE_MS = 60_000;

/**
 * Keeps a cluster that stays free of what scenarios leave: namespaces of runs that were killed are asked to go now. Disposing of
 * the result removes those of this run, also when it was interrupted, and returns when they are gone.
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
  const abandoned = (await namespaces(client)).filter(
    ({ metadata }) => metadata.deletionTimestamp === undefined && !living.has(runOf(metadata.labels)),
  );
  for (const { metadata } of abandoned) {
    await deleteNamespace(client, metadata, { signal: client.signal });
    progress(`Removed what a killed run left: namespace ${metadata.name}`);
  }
  return {
    async [Symbol.asyncDispose]() {
      // The run's own client is of no use once the run was interrupted.
      const signal = AbortSignal.timeout(PATIENCE_MS);
      await using own = await connect(kubeconfig, { signal });
      const all = (await namespaces(own)).filter(({ metadata }) => runOf(metadata.labels) === run);
      await Promise.all(
        all.map(async ({ metadata }) => {
          await deleteNamespace(own, metadata, { signal });
          await untilNamespaceGone(own, metadata, { signal, timeoutMs: PATIENCE_MS });
        }),
      );
    },
  };
}

/** The namespaces of scenarios. */
async function namespaces(client: RawApi): Promise<readonly RawObject[]> {
  const { items } = await client.raw<RawList>('GET', collectionPath('Namespace'), {
    query: { labelSelector: RUN_LABEL },
  });
  return items ?? [];
}

function runOf(labels: Readonly<Record<string, string>> = {}): string {
  return labels[RUN_LABEL] ?? '';
}
