import { formatWorkload, sameWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { type PodLife, podLives } from '../../analysis/pods.ts';
import type { ObjectRef } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { aboutPresentPod } from './about-pod.ts';
import { judgeSince, type Since } from './since.ts';

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

/** The pod exists and has no controller. */
export function podHasNoOwner(pod: ObjectRef): Claim {
  return aboutPresentPod(pod, { describe: `${pod.name} has no owner`, expected: 'it to have none' }, (life) => ({
    holds: life.owners.at(-1)?.controller === undefined,
    lastSeen: ownership(life),
  }));
}

/** The workload puts its controller reference on the pod in the window. What happens to the pod afterwards is left open. */
export function podAdoptedBy(pod: ObjectRef, workload: WorkloadName, since: Since): Claim {
  const owner = formatWorkload(workload);
  return {
    describe: `${pod.name} is adopted by ${owner}`,
    expected: `${owner} to adopt it`,
    dependsOn: ['object-seen', 'action-asked', 'action-acknowledged'],
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
