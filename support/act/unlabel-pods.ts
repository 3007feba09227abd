import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Takes a label away from pods, whatever its value, like `kubectl label pod … key-`.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when none of the pods has the label.
 */
export function unlabelPods(context: ActionContext, pods: readonly ObjectRef[], key: string): Promise<string> {
  const summary = `removed label ${key} from ${namesOf(pods)}`;
  return patchSubjects(context, { verb: 'unlabel-pods', kind: 'Pod', summary, subjects: pods }, () => ({
    metadata: { labels: { [key]: null } },
  }));
}
