import { formatWorkload, sameWorkload, type WorkloadName } from '../../analysis/owners.ts';
import type { PodLife } from '../../analysis/pods.ts';
import type { ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { aboutPodSince, aboutPresentPod } from './about-pod.ts';
import type { Since } from './since.ts';

/** The pod exists and its controller leads to the workload. */
export function podOwnedBy(pod: ObjectRef, workload: WorkloadName): Claim {
  const owner = formatWorkload(workload);
  return aboutPresentPod(
    pod,
    { describe: `${pod.name} is owned by ${owner}`, expected: `it to be owned by ${owner}` },
    (life) => ({
      holds: sameWorkload(life.owners.at(-1)?.workload, workload),
      lastSeen: ownership(life),
    }),
  );
}

/** The pod had a controller in the window, or when it began, and exists without one. */
export function podLosesOwner(pod: ObjectRef, since: Since): Claim {
  const words = { describe: `${pod.name} loses its owner`, expected: 'it to have none' };
  return aboutPodSince(pod, words, since, (life, { window, after }) => {
    if (life.goneAt !== undefined) return { holds: false, final: true, lastSeen: `${pod.name} is gone` };
    if (life.owners.at(-1)?.controller !== undefined) return { holds: false, lastSeen: ownership(life) };
    const holds = life.transitions.some(({ kind, at }) => kind !== 'adopted' && at >= window.from);
    return { holds, lastSeen: holds ? ownership(life) : `${pod.name} had no owner before, and lost none ${after}` };
  });
}

/** The workload puts its controller reference on the pod in the window. What happens to the pod afterwards is left open. */
export function podAdoptedBy(pod: ObjectRef, workload: WorkloadName, since: Since): Claim {
  const owner = formatWorkload(workload);
  const words = { describe: `${pod.name} is adopted by ${owner}`, expected: `${owner} to adopt it` };
  return aboutPodSince(pod, words, since, (life, { window }) => {
    const adoptions = life.transitions.filter(({ kind, at }) => kind === 'adopted' && at >= window.from);
    const holds = adoptions.some((adoption) => sameWorkload(adoption.workload, workload));
    return { holds, final: !holds && life.goneAt !== undefined, lastSeen: ownership(life) };
  });
}

function ownership(life: PodLife): string {
  const owner = life.owners.at(-1);
  const gone = life.goneAt !== undefined;
  if (owner?.controller === undefined) return `${life.ref.name} ${gone ? 'had' : 'has'} no owner`;
  const { workload, controller } = owner;
  const name = workload === undefined ? `${controller.kind} ${controller.name}` : formatWorkload(workload);
  return `${life.ref.name} ${gone ? 'was' : 'is'} owned by ${name}`;
}
