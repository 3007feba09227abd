import { formatWorkload, sameWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { type PodLife, podLives } from '../../analysis/pods.ts';
import type { ObjectRef } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { aboutPresentPod } from './about-pod.ts';
import { judgeSince, OBJECTS_SINCE, type Since } from './since.ts';

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
  return {
    describe: `${pod.name} loses its owner`,
    expected: 'it to have none',
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window, after }) => {
        const life = podLives(facts).get(pod.uid);
        if (life === undefined) return unseen(pod);
        if (life.goneAt !== undefined) return { holds: false, final: true, lastSeen: `${pod.name} is gone` };
        if (life.owners.at(-1)?.controller !== undefined) return { holds: false, lastSeen: ownership(life) };
        const holds = life.transitions.some(({ kind, at }) => kind !== 'adopted' && at >= window.from);
        const lastSeen = holds ? ownership(life) : `${pod.name} had no owner before, and lost none ${after}`;
        return { holds, lastSeen };
      }),
  };
}

/** The workload puts its controller reference on the pod in the window. What happens to the pod afterwards is left open. */
export function podAdoptedBy(pod: ObjectRef, workload: WorkloadName, since: Since): Claim {
  const owner = formatWorkload(workload);
  return {
    describe: `${pod.name} is adopted by ${owner}`,
    expected: `${owner} to adopt it`,
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window }) => {
        const life = podLives(facts).get(pod.uid);
        if (life === undefined) return unseen(pod);
        const adoptions = life.transitions.filter(({ kind, at }) => kind === 'adopted' && at >= window.from);
        const holds = adoptions.some((adoption) => sameWorkload(adoption.workload, workload));
        return { holds, final: !holds && life.goneAt !== undefined, lastSeen: ownership(life) };
      }),
  };
}

function ownership(life: PodLife): string {
  const owner = life.owners.at(-1);
  const gone = life.goneAt !== undefined;
  if (owner?.controller === undefined) return `${life.ref.name} ${gone ? 'had' : 'has'} no owner`;
  const { workload, controller } = owner;
  const name = workload === undefined ? `${controller.kind} ${controller.name}` : formatWorkload(workload);
  return `${life.ref.name} ${gone ? 'was' : 'is'} owned by ${name}`;
}

function unseen(pod: ObjectRef): Evaluation {
  return { holds: false, lastSeen: `${pod.name} was never seen` };
}
