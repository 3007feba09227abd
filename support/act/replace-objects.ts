import { groupVersionPath, resourceOf } from '../kubernetes/discovery.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, act } from './action.ts';
import type { Created } from './create-objects.ts';
import { nameOf } from './names.ts';

/**
 * Deletes an object and creates it again under the same name at once, like `kubectl replace --force` without waiting: what the
 * old one owned is deleted by the garbage collector while the new one is at work already.
 * @returns the action's id, and the new object as its subject.
 * @throws as `act` does; then the old one may be gone and the new one not be there.
 */
export async function replaceObject(context: ActionContext, object: ObjectRef, manifest: Manifest): Promise<Created> {
  const subjects: ObjectRef[] = [];
  const summary = `deleted ${nameOf(object)} and created it again at once`;
  const action = await act(context, { verb: 'replace-objects', summary, subjects: [object] }, async (signal) => {
    const { client } = context;
    const body = { propagationPolicy: 'Background', preconditions: { uid: object.uid } };
    await client.raw('DELETE', objectPath(object), { body, signal });
    const { name } = await resourceOf(client, manifest.apiVersion, manifest.kind, signal);
    const place = `namespaces/${encodeURIComponent(object.namespace)}/${name}`;
    const path = `${groupVersionPath(manifest.apiVersion)}/${place}`;
    const { metadata } = await client.raw<RawObject>('POST', path, { body: manifest, signal });
    subjects.push({ ...object, uid: metadata.uid });
    return [{ resourceVersion: metadata.resourceVersion, changed: true }];
  });
  return { action, subjects };
}
