import type { RawApi } from './client.ts';
import { KubernetesError } from './errors.ts';
import type { RawList } from './raw-object.ts';

/** Enough for an API server that was away for some seconds: each costs a request. */
const MOST = 300;
const AT_A_TIME = 8;

/**
 * What a watch that must list again has missed: the list at each resourceVersion after `from`, up to `to`. A restarted API server
 * answers 410 to a watch from before its start, because its watch cache begins there, while etcd still has every revision of the
 * last five minutes, and a list at exactly one of them is answered from etcd
 * (https://kubernetes.io/docs/reference/using-api/api-concepts/#semantics-for-get-and-list, `resourceVersionMatch=Exact`).
 * A resourceVersion is a revision of all of etcd, so no change can hide between two that follow each other.
 * @returns undefined when it cannot be known: too much has happened since, etcd was compacted, or the API server is away.
 */
export async function listsBetween(
  client: RawApi,
  { path, fieldSelector, signal }: { path: string; fieldSelector: string | undefined; signal: AbortSignal },
  from: string,
  to: string,
): Promise<RawList[] | undefined> {
  const [first, last] = [Number(from) + 1, Number(to)];
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || last < first || last - first >= MOST)
    return undefined;
  const versions = Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
  const lists: RawList[] = [];
  try {
    for (let at = 0; at < versions.length; at += AT_A_TIME) {
      const asked = versions.slice(at, at + AT_A_TIME).map((resourceVersion) => {
        const query = { fieldSelector, resourceVersion, resourceVersionMatch: 'Exact' };
        return client.raw<RawList>('GET', path, { signal, query });
      });
      lists.push(...(await Promise.all(asked)));
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof KubernetesError) return undefined;
    throw error;
  }
  // A server that does not know how to list at a revision answers with the present.
  return lists.every(({ metadata }, index) => metadata.resourceVersion === versions[index]) ? lists : undefined;
}
