import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Makes running pods fail for good, without deleting them: they get a deadline that has passed, and the kubelet stops them with
 * phase Failed and reason DeadlineExceeded
 * (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#lifecycle, `activeDeadlineSeconds`).
 * @returns the action's id.
 * @throws as `act` does.
 */
export function failPods(context: ActionContext, pods: readonly ObjectRef[]): Promise<string> {
  const summary = `let the deadline of ${namesOf(pods)} pass`;
  return patchSubjects(context, { verb: 'fail-pods', kind: 'Pod', summary, subjects: pods }, () => ({
    spec: { activeDeadlineSeconds: 1 },
  }));
}
