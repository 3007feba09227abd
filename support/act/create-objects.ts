import { FIELD_MANAGER } from '../kubernetes/apply.ts';
import { groupVersionPath, resourceOf } from '../kubernetes/discovery.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, act } from './action.ts';
import { listed, nameOf } from './names.ts';

/** An action that made objects: they have their uids only now. */
export interface Created {
  readonly action: string;
  readonly subjects: readonly ObjectRef[];
}

/**
 * Creates objects in a namespace, in order, with field validation. The subjects of the fact `action-asked` have an empty uid,
 * because there is none before the API server gives it.
 * @throws as `act` does: also when one of them exists, or is of a kind that lives in no namespace and would outlive it.
 */
export async function createObjects(
  context: ActionContext,
  namespace: string,
  manifests: readonly Manifest[],
): Promise<Created> {
  const wanted = manifests.map(({ kind, metadata }): ObjectRef => ({ kind, namespace, name: metadata.name, uid: '' }));
  const summary = `created ${listed(wanted.map(nameOf))}`;
  const subjects: ObjectRef[] = [];
  const action = await act(context, { verb: 'create-objects', summary, subjects: wanted }, async (signal) => {
    const outcomes = [];
    for (const manifest of manifests) {
      const { metadata } = await createOne(context, namespace, manifest, signal);
      subjects.push({ kind: manifest.kind, namespace, name: metadata.name, uid: metadata.uid });
      outcomes.push({ resourceVersion: metadata.resourceVersion, changed: true });
    }
    return outcomes;
  });
  return { action, subjects };
}

async function createOne(
  { client }: ActionContext,
  namespace: string,
  manifest: Manifest,
  signal: AbortSignal,
): Promise<RawObject> {
  const { name, namespaced } = await resourceOf(client, manifest.apiVersion, manifest.kind, signal);
  if (!namespaced) throw new Error(`${nameOf({ kind: manifest.kind, name: manifest.metadata.name })} has no namespace`);
  const path = `${groupVersionPath(manifest.apiVersion)}/namespaces/${encodeURIComponent(namespace)}/${name}`;
  const query = { fieldManager: FIELD_MANAGER, fieldValidation: 'Strict' };
  const body = { ...manifest, metadata: { ...manifest.metadata, namespace } };
  return client.raw<RawObject>('POST', path, { query, body, signal });
}
