import { deletedAt, podLives } from '../../analysis/pods.ts';
import { formatLabels } from '../../analysis/selectors.ts';
import type { Fact, Instant, ObjectRef, PodState } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { aboutPod, aboutPodSince, aboutPresentPod } from './about-pod.ts';
import type { Since } from './since.ts';

/** Somebody deletes the pod in the window: it is terminating, or gone at once. */
export function podIsDeleted(pod: ObjectRef, since: Since): Claim {
  return aboutPodSince(pod, { describe: `${pod.name} is deleted` }, since, (life, { window, after }) => {
    const at = deletedAt(life);
    if (at === undefined) return { holds: false, lastSeen: `${pod.name} was not deleted` };
    if (at >= window.from) return { holds: true, lastSeen: `${pod.name} was deleted` };
    return { holds: false, final: true, lastSeen: `${pod.name} had been deleted before, not ${after}` };
  });
}

/** The pod object is there, in a phase. */
export function podInPhase(pod: ObjectRef, phase: PodState['phase']): Claim {
  return aboutPod(pod, { describe: `${pod.name} is in phase ${phase}` }, ({ goneAt, last }) => {
    const lastSeen = `${pod.name} ${goneAt === undefined ? `is in phase ${last.phase}` : 'is gone'}`;
    return { holds: goneAt === undefined && last.phase === phase, lastSeen };
  });
}

/** The pod is there and carries the annotation with this value. */
export function podIsAnnotated(pod: ObjectRef, key: string, value: string): Claim {
  return aboutPresentPod(pod, { describe: `${pod.name} is annotated ${key}=${value}` }, ({ last: { annotations } }) => {
    return {
      holds: annotations[key] === value,
      lastSeen: `${pod.name} has the annotations ${formatLabels(annotations)}`,
    };
  });
}

/** The pod does not carry a label of that key. */
export function podLacksLabel(pod: ObjectRef, key: string): Claim {
  return aboutPod(pod, { describe: `${pod.name} has no label ${key}` }, ({ last: { labels }, goneAt }) => {
    const holds = goneAt === undefined && labels[key] === undefined;
    return { holds, lastSeen: `${pod.name} has the labels ${formatLabels(labels)}` };
  });
}

/** The pod is the same object with the same address as at an instant. */
export function podKeepsAddress(pod: ObjectRef, since: Instant): Claim {
  return aboutPod(pod, { describe: `${pod.name} keeps its address` }, ({ history, last, goneAt }) => {
    const before = history.findLast(({ at }) => at <= since)?.state.ip;
    const lastSeen = goneAt === undefined ? `${pod.name} has address ${last.ip}, had ${before}` : `${pod.name} is gone`;
    return { holds: goneAt === undefined && before !== undefined && last.ip === before, lastSeen };
  });
}

/** Each of these pods is there and has a label of its key, and the values of all are the same. */
export function sameValue(
  key: string,
  pods: readonly ObjectRef[],
  otherKey: string,
  others: readonly ObjectRef[],
): Claim {
  return {
    describe: `${key} and ${otherKey} have the same value`,
    expected: 'one value',
    dependsOn: ['object-seen'],
    evaluate(facts: readonly Fact[]) {
      const lives = podLives(facts);
      const read = (label: string) => (pod: ObjectRef) => lives.get(pod.uid)?.last.labels[label];
      const values = new Set([...pods.map(read(key)), ...others.map(read(otherKey))]);
      const told = [...values].map((value) => value ?? 'none');
      return { holds: values.size === 1 && !values.has(undefined), lastSeen: `the values are ${told.join(', ')}` };
    },
  };
}
