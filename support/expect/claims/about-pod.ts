import { type PodLife, podLives } from '../../analysis/pods.ts';
import type { Instant, ObjectRef } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { judgeSince, OBJECTS_SINCE, type Since, type SinceWindow } from './since.ts';

/** A claim about the life of one pod. A pod that was never seen fulfils none. */
export function aboutPod(
  pod: ObjectRef,
  words: Pick<Claim, 'describe' | 'expected'>,
  evaluate: (life: PodLife) => Evaluation,
): Claim {
  return {
    ...words,
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const life = podLives(facts).get(pod.uid);
      return life === undefined ? { holds: false, lastSeen: `${pod.name} was never seen` } : evaluate(life);
    },
  };
}

/** The same about what becomes of it in a window. */
export function aboutPodSince(
  pod: ObjectRef,
  words: Pick<Claim, 'describe' | 'expected'>,
  since: Since,
  evaluate: (life: PodLife, window: SinceWindow) => Evaluation,
): Claim {
  return {
    ...words,
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, (window) => aboutPod(pod, words, (life) => evaluate(life, window)).evaluate(facts)),
  };
}

/** A claim about a pod that must exist: once it is gone the claim can no longer become true. */
export function aboutPresentPod(
  pod: ObjectRef,
  words: Pick<Claim, 'describe' | 'expected'>,
  evaluate: (life: PodLife) => Evaluation,
): Claim {
  return aboutPod(pod, words, (life) => {
    if (life.goneAt !== undefined) return { holds: false, final: true, lastSeen: `${pod.name} is gone` };
    return evaluate(life);
  });
}

/** How often containers of the pod were restarted in place since an instant; of a pod first seen later, since then. */
export function restartsSince({ history, last }: PodLife, since: Instant): number {
  const before = history.findLast(({ at }) => at <= since)?.state ?? history[0].state;
  return last.restarts - before.restarts;
}
