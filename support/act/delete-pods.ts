import { isNotFound } from '../kubernetes/errors.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, act, expectKind } from './action.ts';
import { namesOf } from './names.ts';
import { type Outcome, outcomesOf } from './outcomes.ts';
import { goneError, readSubject } from './subject.ts';

/** How to delete. */
export interface DeletePodsOptions {
  /**
   * Seconds that the containers get to stop; without it, what each pod's own spec says (30 by default). 0 removes the
   * object at once, while the containers may run on (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-forced).
   */
  readonly gracePeriodSeconds?: number;
}

/**
 * Deletes pods, all at once, and returns when the API server has taken note: the pods then terminate or are gone.
 * The uid is a precondition, so a pod that was made again under the same name is never hit.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when all of the pods were terminating already.
 */
export async function deletePods(
  context: ActionContext,
  pods: readonly ObjectRef[],
  { gracePeriodSeconds }: DeletePodsOptions = {},
): Promise<string> {
  expectKind('delete-pods', 'Pod', pods);
  const grace = gracePeriodSeconds === undefined ? '' : ` with a grace period of ${gracePeriodSeconds} s`;
  const summary = gracePeriodSeconds === 0 ? `force-deleted ${namesOf(pods)}` : `deleted ${namesOf(pods)}${grace}`;
  return act(context, { verb: 'delete-pods', summary, subjects: pods }, (signal) =>
    outcomesOf(pods, (pod) => deleteOne(context, pod, gracePeriodSeconds, signal)),
  );
}

async function deleteOne(
  context: ActionContext,
  pod: ObjectRef,
  gracePeriodSeconds: number | undefined,
  signal: AbortSignal,
): Promise<Outcome> {
  const before = await readSubject(context, pod, signal);
  if (before === undefined) throw goneError(pod);
  try {
    await context.client.raw('DELETE', objectPath(pod), {
      body: { gracePeriodSeconds, preconditions: { uid: pod.uid } },
      signal,
    });
  } catch (error) {
    if (isNotFound(error)) throw goneError(pod, error);
    throw error;
  }
  // The answer to DELETE is the pod, a Status, or the pod as it was before it went, so only a look tells which.
  const after = await readSubject(context, pod, signal);
  return { resourceVersion: (after ?? before).metadata.resourceVersion, changed: changed(before, after) };
}

/** Only the deletion counts: a resourceVersion may have moved by a kubelet's status update in between. */
function changed({ metadata: before }: RawObject, after: RawObject | undefined): boolean {
  if (after === undefined) return true;
  return (
    after.metadata.deletionTimestamp !== before.deletionTimestamp ||
    after.metadata.deletionGracePeriodSeconds !== before.deletionGracePeriodSeconds
  );
}
