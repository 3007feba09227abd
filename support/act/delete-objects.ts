import { isNotFound } from '../kubernetes/errors.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, act } from './action.ts';
import { listed, nameOf } from './names.ts';
import { outcomesOf } from './outcomes.ts';
import { goneError, readSubject } from './subject.ts';

/**
 * What becomes of the objects that the deleted one owns: `Background` deletes them afterwards, `Foreground` before, `Orphan`
 * leaves them (https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion).
 */
export type Cascade = 'Background' | 'Foreground' | 'Orphan';

const WORDS = { Background: '', Foreground: ' in the foreground', Orphan: ' and orphaned what they owned' };

/**
 * Deletes objects other than pods and returns when the API server has taken note. The uid is a precondition.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when all were being deleted already.
 */
export function deleteObjects(
  context: ActionContext,
  objects: readonly ObjectRef[],
  cascade: Cascade = 'Background',
): Promise<string> {
  const summary = `deleted ${listed(objects.map(nameOf))}${WORDS[cascade]}`;
  return act(context, { verb: 'delete-objects', summary, subjects: objects }, (signal) =>
    outcomesOf(objects, async (object) => {
      const before = await readSubject(context, object, signal);
      if (before === undefined) throw goneError(object);
      try {
        const body = { propagationPolicy: cascade, preconditions: { uid: object.uid } };
        await context.client.raw('DELETE', objectPath(object), { body, signal });
      } catch (error) {
        if (isNotFound(error)) throw goneError(object, error);
        throw error;
      }
      const { deletionTimestamp, resourceVersion } = before.metadata;
      return { resourceVersion, changed: deletionTimestamp === undefined };
    }),
  );
}
