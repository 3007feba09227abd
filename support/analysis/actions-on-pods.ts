import type { Instant, ObjectRef } from '../timeline/facts.ts';
import type { Action } from './actions.ts';
import { deletesPods, restartsContainers } from './verbs.ts';

/** The last action, up to an instant, that deleted just this pod; undefined where the cluster or a person did. */
export function deletingAction(actions: readonly Action[], pod: ObjectRef, until: Instant): Action | undefined {
  return lastOn(actions, pod, until, deletesPods);
}

/** The last action, up to an instant, for which the kubelet restarts a container of just this pod; undefined for none. */
export function restartingAction(actions: readonly Action[], pod: ObjectRef, until: Instant): Action | undefined {
  return lastOn(actions, pod, until, restartsContainers);
}

function lastOn(
  actions: readonly Action[],
  { uid }: ObjectRef,
  until: Instant,
  does: (verb: string) => boolean,
): Action | undefined {
  return actions.findLast(
    ({ verb, subjects, askedAt }) => askedAt <= until && does(verb) && subjects.some((subject) => subject.uid === uid),
  );
}
