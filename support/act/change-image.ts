import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { namesOf } from './names.ts';
import { patchSubjects } from './patch-subjects.ts';

/**
 * Sets the image of every container of running pods. The kubelet then starts the containers again in place: image is one of
 * the few fields of a pod that may change (https://kubernetes.io/docs/concepts/workloads/pods/#pod-update-and-replacement).
 * @returns the action's id.
 * @throws as `act` does; ActionChangedNothing when the pods have that image.
 */
export function changeImage(context: ActionContext, pods: readonly ObjectRef[], image: string): Promise<string> {
  const summary = `changed the image of ${namesOf(pods)} to ${image}`;
  return patchSubjects(context, { verb: 'change-image', kind: 'Pod', summary, subjects: pods }, ({ spec }) => {
    // A merge patch replaces lists as a whole.
    const { containers } = spec as { readonly containers: readonly object[] };
    return { spec: { containers: containers.map((container) => ({ ...container, image })) } };
  });
}
