import type { RawApi } from './client.ts';
import { isNotFound, KubernetesError } from './errors.ts';

/** How the API server serves a kind. */
export interface Resource {
  readonly kind: string;
  /** In API paths: `deployments`. */
  readonly name: string;
  readonly namespaced: boolean;
}

/** The reason of the error for a kind that the API server does not serve, as kubectl words it. */
export const NO_MATCH = 'NoMatchForKind';

const cache = new WeakMap<RawApi, Map<string, readonly Resource[]>>();

/**
 * Asks the API server for the resource of a kind. Group versions are remembered per client, and asked for again when a
 * kind is not among them: a CustomResourceDefinition may have been created since.
 * @throws KubernetesError with reason `NoMatchForKind`.
 */
export async function resourceOf(
  client: RawApi,
  apiVersion: string,
  kind: string,
  signal?: AbortSignal,
): Promise<Resource> {
  const known = cache.get(client) ?? new Map<string, readonly Resource[]>();
  cache.set(client, known);
  const remembered = find(known.get(apiVersion), kind);
  if (remembered !== undefined) return remembered;
  try {
    const path = groupVersionPath(apiVersion);
    const { resources } = await client.raw<{ resources: readonly Resource[] }>('GET', path, { signal });
    known.set(apiVersion, resources);
  } catch (error) {
    if (!isNotFound(error)) throw error;
    throw noMatch(apiVersion, kind, error);
  }
  const found = find(known.get(apiVersion), kind);
  if (found === undefined) throw noMatch(apiVersion, kind);
  return found;
}

/** `/api/v1` for the core group, `/apis/apps/v1` for the others. */
export function groupVersionPath(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}

function find(resources: readonly Resource[] | undefined, kind: string): Resource | undefined {
  // Subresources (`deployments/scale`) are in the same list, some under the kind of their parent.
  return resources?.find((resource) => resource.kind === kind && !resource.name.includes('/'));
}

function noMatch(apiVersion: string, kind: string, cause?: unknown): KubernetesError {
  const message = `no matches for kind "${kind}" in version "${apiVersion}": is its CustomResourceDefinition installed?`;
  return new KubernetesError(message, { code: 404, reason: NO_MATCH }, { cause });
}
