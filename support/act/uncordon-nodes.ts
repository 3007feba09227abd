import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Makes nodes schedulable again, like `kubectl uncordon`.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when none was cordoned.
 */
export function uncordonNodes(context: ActionContext, nodes: readonly ObjectRef[]): Promise<string> {
  const summary = `uncordoned ${namesOf(nodes)}`;
  return patchSubjects(context, { verb: 'uncordon-nodes', kind: 'Node', summary, subjects: nodes }, () => ({
    spec: { unschedulable: false },
  }));
}
