import { isNotFound } from '../kubernetes/errors.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { nameOf } from './names.ts';

/** The subject as it is now, or undefined when it is gone: also when another object has its name. */
export async function readSubject(
  { client }: ActionContext,
  subject: ObjectRef,
  signal: AbortSignal,
): Promise<RawObject | undefined> {
  try {
    const object = await client.raw<RawObject>('GET', objectPath(subject), { signal });
    return object.metadata.uid === subject.uid ? object : undefined;
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

/** The error for a subject that must exist. */
export function goneError(subject: ObjectRef, cause?: unknown): Error {
  const { namespace, uid } = subject;
  const message = `${nameOf(subject)} in namespace ${namespace} (uid ${uid}) is gone: choose from the present objects again`;
  return new Error(message, { cause });
}
