import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Marks nodes unschedulable, like `kubectl cordon`: no new pod comes there, except those that tolerate it, as a DaemonSet's do
 * (https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/#taints-and-tolerations).
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when all are cordoned already.
 */
export function cordonNodes(context: ActionContext, nodes: readonly ObjectRef[]): Promise<string> {
  const summary = `cordoned ${namesOf(nodes)}`;
  return patchSubjects(context, { verb: 'cordon-nodes', kind: 'Node', summary, subjects: nodes }, () => ({
    spec: { unschedulable: true },
  }));
}
