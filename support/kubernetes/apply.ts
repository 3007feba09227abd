import { backoffMs, type Delay, delay } from './backoff.ts';
import type { RawApi } from './client.ts';
import { groupVersionPath, NO_MATCH, resourceOf } from './discovery.ts';
import { KubernetesError } from './errors.ts';
import { checkManifest, type Manifest, parseManifests } from './manifest.ts';
import type { RawObject } from './raw-object.ts';

/** The name under which Kindling owns fields (metadata.managedFields). */
export const FIELD_MANAGER = 'kindling';

/** Where to apply to, and whose signal ends it. */
export interface ApplyOptions {
  readonly signal: AbortSignal;
  /** For objects of a namespaced kind that name none; one that names another is an error. */
  readonly namespace?: string;
  readonly delay?: Delay;
}

/** Some 8 s of tries, enough for a new CustomResourceDefinition to be served. */
const ATTEMPTS = 10;

/**
 * Server-side apply of one or many objects, in order, to be owned by `kindling` whoever owned their fields before
 * (https://kubernetes.io/docs/reference/using-api/server-side-apply/). Unknown and repeated fields are errors.
 * Tries again only when the kind is not served yet or the connection was reset, since applying twice is applying once.
 * @param manifests YAML text of one or many documents, or objects.
 * @returns the objects as stored, in the same order.
 * @throws KubernetesError naming object and field; with reason `Warning` when the server stored it with a warning.
 */
export async function apply(
  client: RawApi,
  manifests: string | Manifest | readonly Manifest[],
  options: ApplyOptions,
): Promise<RawObject[]> {
  const all = typeof manifests === 'string' ? parseManifests(manifests) : [manifests].flat();
  const stored: RawObject[] = [];
  for (const [index, manifest] of all.entries()) {
    checkManifest(manifest, `object ${index + 1} of ${all.length}`);
    stored.push(await applyOne(client, manifest, options));
  }
  return stored;
}

async function applyOne(client: RawApi, manifest: Manifest, options: ApplyOptions): Promise<RawObject> {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt(client, manifest, options);
    } catch (error) {
      if (failures >= ATTEMPTS || !mayPass(error)) throw naming(manifest, error);
      await (options.delay ?? delay)(backoffMs(failures + 1), options.signal);
    }
  }
}

async function attempt(client: RawApi, manifest: Manifest, { signal, namespace }: ApplyOptions): Promise<RawObject> {
  const { apiVersion, kind } = manifest;
  const resource = await resourceOf(client, apiVersion, kind, signal);
  const place = resource.namespaced ? `/namespaces/${encodeURIComponent(namespaceOf(manifest, namespace))}` : '';
  const path = `${groupVersionPath(apiVersion)}${place}/${resource.name}/${encodeURIComponent(manifest.metadata.name)}`;
  const warnings: string[] = [];
  const stored = await client.raw<RawObject>('PATCH', path, {
    query: { fieldManager: FIELD_MANAGER, force: true, fieldValidation: 'Strict' },
    // YAML is a superset of JSON, and the only content type of apply that all supported versions know.
    contentType: 'application/apply-patch+yaml',
    body: manifest,
    signal,
    onWarning: (text) => warnings.push(text),
  });
  if (warnings.length > 0) {
    throw new KubernetesError(`stored, but with a warning: ${warnings.join('; ')}`, { code: 200, reason: 'Warning' });
  }
  return stored;
}

function namespaceOf({ kind, metadata }: Manifest, namespace: string | undefined): string {
  const own = metadata.namespace;
  if (own !== undefined && namespace !== undefined && own !== namespace) {
    throw new Error(`${kind} ${metadata.name} names namespace ${own}, but is to be applied to ${namespace}`);
  }
  const either = own ?? namespace;
  if (either === undefined) throw new Error(`${kind} ${metadata.name} needs a namespace and names none`);
  return either;
}

function mayPass(error: unknown): boolean {
  if (!(error instanceof KubernetesError)) return false;
  if (error.reason === NO_MATCH) return true;
  // Discovery may list a new kind a moment before it is served: a 404 that speaks of no object.
  if (error.code === 404 && error.object === undefined) return true;
  return error.code === 0 && ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET'].includes(error.reason);
}

function naming(manifest: Manifest, error: unknown): unknown {
  if (!(error instanceof KubernetesError)) return error;
  const message = `could not apply ${manifest.kind} ${manifest.metadata.name}: ${error.message}`;
  const { code, reason, object } = error;
  return new KubernetesError(message, { code, reason, object }, { cause: error });
}
