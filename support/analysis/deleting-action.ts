import type { Instant, ObjectRef } from '../timeline/facts.ts';
import type { Action } from './actions.ts';
import { deletesPods } from './verbs.ts';

/** The last action, up to an instant, that deleted just this pod; undefined where the cluster or a person did. */
export function deletingAction(actions: readonly Action[], { uid }: ObjectRef, until: Instant): Action | undefined {
  return actions.findLast(({ verb, subjects, askedAt }) => {
    return askedAt <= until && deletesPods(verb) && subjects.some((subject) => subject.uid === uid);
  });
}
