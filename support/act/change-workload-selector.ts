import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf, pairsOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Asks for another selector of Deployments, ReplicaSets or DaemonSets, all of one kind. The API server refuses: it is immutable
 * in apps/v1 (https://kubernetes.io/docs/concepts/workloads/controllers/deployment/#label-selector-updates).
 * @returns the action's id, if ever.
 * @throws as `act` does, with the server's refusal as cause.
 */
export async function changeWorkloadSelector(
  context: ActionContext,
  workloads: readonly ObjectRef[],
  selector: Readonly<Record<string, string>>,
): Promise<string> {
  const summary = `changed the selector of ${namesOf(workloads)} to ${pairsOf(selector).join(',')}`;
  const kind = workloads[0]?.kind ?? 'Deployment';
  const deed = { verb: 'change-workload-selector', kind, summary, subjects: workloads };
  return patchSubjects(context, deed, () => ({ spec: { selector: { matchLabels: selector } } }));
}
