import { FIELD_MANAGER } from '../kubernetes/apply.ts';
import { isConflict, isNotFound } from '../kubernetes/errors.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, act, type Deed, expectKind } from './action.ts';
import { nameOf } from './names.ts';
import { type Outcome, outcomesOf } from './outcomes.ts';
import { goneError, readSubject } from './subject.ts';

/** A JSON merge patch (RFC 7396): null removes. `metadata.uid` and `resourceVersion` are added to it. */
export interface MergePatch {
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly spec?: Readonly<Record<string, unknown>>;
}

/** How often a patch is made anew because the object was written in between, as a kubelet does with status. */
const CONFLICTS = 10;

/**
 * The action of patching each subject, all at once.
 * A patch holds the uid, so that it cannot hit a later object of the same name, and the resourceVersion that was read
 * just before: only then is a moved resourceVersion this patch's doing, not a status update's.
 * @param patchFor makes the patch for a subject's present state.
 * @returns the action's id.
 * @throws as `act` does.
 */
export async function patchSubjects(
  context: ActionContext,
  deed: Deed & { readonly kind: string },
  patchFor: (present: RawObject) => MergePatch,
): Promise<string> {
  const { kind, ...rest } = deed;
  const { verb, subjects } = rest;
  expectKind(verb, kind, subjects);
  return act(context, rest, (signal) =>
    outcomesOf(subjects, (subject) => patchSubject(context, subject, patchFor, signal)),
  );
}

/**
 * Patches one object, as part of an action that does more than that.
 * @throws when it is gone, or others write it each time that it is tried.
 */
export async function patchSubject(
  context: ActionContext,
  subject: ObjectRef,
  patchFor: (present: RawObject) => MergePatch,
  signal: AbortSignal,
): Promise<Outcome> {
  let last: unknown;
  for (let conflicts = 0; conflicts < CONFLICTS; conflicts++) {
    const present = await readSubject(context, subject, signal);
    if (present === undefined) throw goneError(subject, last);
    const { resourceVersion } = present.metadata;
    const patch = patchFor(present);
    try {
      const after = await context.client.raw<RawObject>('PATCH', objectPath(subject), {
        query: { fieldManager: FIELD_MANAGER, fieldValidation: 'Strict' },
        contentType: 'application/merge-patch+json',
        body: { ...patch, metadata: { ...patch.metadata, uid: subject.uid, resourceVersion } },
        signal,
      });
      const changed = after.metadata.resourceVersion !== resourceVersion;
      return { resourceVersion: after.metadata.resourceVersion, changed };
    } catch (error) {
      if (isNotFound(error)) throw goneError(subject, error);
      if (!isConflict(error)) throw error;
      last = error;
    }
  }
  throw new Error(`${nameOf(subject)} was written by others each of the ${CONFLICTS} times it was to be patched`, {
    cause: last,
  });
}
