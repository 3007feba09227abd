import { type PodLife, podLives } from '../../analysis/pods.ts';
import type { ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';

/** The pod runs: it exists, is in phase Running, was not asked to stop, and no container of it was started again. */
export function podRuns(pod: ObjectRef): Claim {
  return {
    describe: `${pod.name} runs`,
    expected: 'it to run undisturbed',
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const life = podLives(facts).get(pod.uid);
      const disturbance = life === undefined ? 'was never seen' : disturbanceOf(life);
      return { holds: disturbance === undefined, lastSeen: `${pod.name} ${disturbance ?? 'runs'}` };
    },
  };
}

function disturbanceOf({ goneAt, terminatingSince, last, history }: PodLife): string | undefined {
  if (goneAt !== undefined) return 'is gone';
  if (terminatingSince !== undefined) return 'is terminating';
  if (last.phase !== 'Running') return `is in phase ${last.phase}`;
  const restarts = last.restarts - history[0].state.restarts;
  return restarts > 0 ? `was restarted ${restarts} times` : undefined;
}
