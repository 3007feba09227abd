import { type PodLife, podLives } from '../../analysis/pods.ts';
import type { Instant, ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { restartsSince } from './about-pod.ts';

/** The pod runs: it exists, is in phase Running, was not asked to stop, and no container of it was started again since an instant. */
export function podRuns(pod: ObjectRef, since: Instant): Claim {
  return {
    describe: `${pod.name} runs`,
    expected: 'it to run undisturbed',
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const life = podLives(facts).get(pod.uid);
      const disturbance = life === undefined ? 'was never seen' : disturbanceOf(life, since);
      return { holds: disturbance === undefined, lastSeen: `${pod.name} ${disturbance ?? 'runs'}` };
    },
  };
}

function disturbanceOf(life: PodLife, since: Instant): string | undefined {
  const { goneAt, terminatingSince, last } = life;
  if (goneAt !== undefined) return 'is gone';
  if (terminatingSince !== undefined) return 'is terminating';
  if (last.phase !== 'Running') return `is in phase ${last.phase}`;
  const restarts = restartsSince(life, since);
  return restarts > 0 ? `was restarted ${restarts} time${restarts === 1 ? '' : 's'}` : undefined;
}
