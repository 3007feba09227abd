import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';
import { formatTaint, type Taint, taintsOf } from './taints.ts';

/**
 * Puts a taint on nodes, like `kubectl taint`
 * (https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/).
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when all of the nodes have it.
 */
export function taintNodes(context: ActionContext, nodes: readonly ObjectRef[], taint: Taint): Promise<string> {
  const text = formatTaint(taint);
  const deed = {
    verb: 'taint-nodes',
    kind: 'Node',
    summary: `tainted ${namesOf(nodes)} with ${text}`,
    subjects: nodes,
  };
  return patchSubjects(context, deed, (node) => {
    const others = taintsOf(node).filter((other) => formatTaint(other) !== text);
    const unchanged = others.length < taintsOf(node).length;
    return { spec: { taints: unchanged ? taintsOf(node) : [...others, taint] } };
  });
}
