import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { listed, namesOf, pairsOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Sets annotations of pods, new ones and such as they have, like `kubectl annotate --overwrite`.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when all of the pods have all of the annotations.
 */
export function annotatePods(
  context: ActionContext,
  pods: readonly ObjectRef[],
  annotations: Readonly<Record<string, string>>,
): Promise<string> {
  const pairs = pairsOf(annotations);
  const summary = `set annotation${pairs.length === 1 ? '' : 's'} ${listed(pairs)} on ${namesOf(pods)}`;
  return patchSubjects(context, { verb: 'annotate-pods', kind: 'Pod', summary, subjects: pods }, () => ({
    metadata: { annotations },
  }));
}
