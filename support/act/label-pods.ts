import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { listed, namesOf, pairsOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Sets labels of pods, new ones and such as they have, like `kubectl label --overwrite`.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when all of the pods have all of the labels.
 */
export function labelPods(
  context: ActionContext,
  pods: readonly ObjectRef[],
  labels: Readonly<Record<string, string>>,
): Promise<string> {
  const pairs = pairsOf(labels);
  const summary = `set label${pairs.length === 1 ? '' : 's'} ${listed(pairs)} on ${namesOf(pods)}`;
  return patchSubjects(context, { verb: 'label-pods', kind: 'Pod', summary, subjects: pods }, () => ({
    metadata: { labels },
  }));
}
