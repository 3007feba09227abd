import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Sets the number of pods that Deployments or ReplicaSets want, all of one kind. Does not wait for them.
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when they want that many already.
 */
export async function scale(
  context: ActionContext,
  workloads: readonly ObjectRef[],
  replicas: number,
): Promise<string> {
  if (!Number.isSafeInteger(replicas) || replicas < 0) {
    throw new Error(`scale: ${namesOf(workloads)} cannot have ${replicas} replicas; give a whole number from 0`);
  }
  const kind = workloads[0]?.kind ?? 'Deployment';
  const summary = `scaled ${namesOf(workloads)} to ${replicas} replica${replicas === 1 ? '' : 's'}`;
  return patchSubjects(context, { verb: 'scale', kind, summary, subjects: workloads }, () => ({
    spec: { replicas },
  }));
}
