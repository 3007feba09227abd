import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Takes all ownerReferences off pods, as the garbage collector does for `--cascade=orphan`. Their labels stay, so a controller
 * that selects them may adopt them at once.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when none of the pods has an owner.
 */
export function removeOwners(context: ActionContext, pods: readonly ObjectRef[]): Promise<string> {
  const summary = `removed the ownerReferences of ${namesOf(pods)}`;
  return patchSubjects(context, { verb: 'remove-owners', kind: 'Pod', summary, subjects: pods }, () => ({
    metadata: { ownerReferences: null },
  }));
}
