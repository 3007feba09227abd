import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';
import { formatTaint, type Taint, taintsOf } from './taints.ts';

/**
 * Takes a taint off nodes, like `kubectl taint … KEY:EFFECT-`.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when none of the nodes has it.
 */
export function untaintNodes(context: ActionContext, nodes: readonly ObjectRef[], taint: Taint): Promise<string> {
  const text = formatTaint(taint);
  const summary = `took the taint ${text} off ${namesOf(nodes)}`;
  return patchSubjects(context, { verb: 'untaint-nodes', kind: 'Node', summary, subjects: nodes }, (node) => ({
    spec: { taints: taintsOf(node).filter((other) => formatTaint(other) !== text) },
  }));
}
