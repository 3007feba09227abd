import type { PodLife } from '../../analysis/pods.ts';
import type { Instant, ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { aboutPod, restartsSince } from './about-pod.ts';

/** The pod's condition Ready is True, and it is not terminating. */
export function podReady(pod: ObjectRef): Claim {
  return aboutPod(pod, { describe: `${pod.name} is ready`, expected: 'it to be ready' }, (life) => {
    return { holds: !isEnding(life) && life.last.ready, final: isEnding(life), lastSeen: stateOf(life) };
  });
}

/** The pod object no longer exists. */
export function podIsGone(pod: ObjectRef): Claim {
  return aboutPod(pod, { describe: `${pod.name} is gone`, expected: 'it to be gone' }, (life) => ({
    holds: life.goneAt !== undefined,
    lastSeen: stateOf(life),
  }));
}

/** Containers of the pod were restarted in place since an instant: the same pod object with more restarts. */
export function podRestarted(pod: ObjectRef, since: Instant): Claim {
  return aboutPod(pod, { describe: `${pod.name} is restarted in place`, expected: 'it to be restarted' }, (life) => {
    const restarts = restartsSince(life, since);
    const lastSeen = `${pod.name} was restarted ${restarts} time${restarts === 1 ? '' : 's'}`;
    return { holds: restarts > 0, final: restarts === 0 && life.goneAt !== undefined, lastSeen };
  });
}

/** Nothing leads back from here: a pod that is terminating, gone or in a terminal phase never runs again. */
function isEnding({ terminatingSince, goneAt, terminal }: PodLife): boolean {
  return terminatingSince !== undefined || goneAt !== undefined || terminal !== undefined;
}

function stateOf({ ref, goneAt, terminatingSince, last }: PodLife): string {
  if (goneAt !== undefined) return `${ref.name} is gone`;
  if (terminatingSince !== undefined) return `${ref.name} is terminating`;
  return `${ref.name} is ${last.phase}, ${last.ready ? 'ready' : 'not ready'}`;
}
