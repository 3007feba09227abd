import { podLives } from '../../analysis/pods.ts';
import { formatLabels } from '../../analysis/selectors.ts';
import type { ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';

/** The pod exists and carries the label with this value. */
export function podIsLabelled(pod: ObjectRef, key: string, value: string): Claim {
  return {
    describe: `${pod.name} is labelled ${key}=${value}`,
    expected: `${key}=${value} among them`,
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const life = podLives(facts).get(pod.uid);
      if (life === undefined) return { holds: false, lastSeen: `${pod.name} was never seen` };
      if (life.goneAt !== undefined) return { holds: false, final: true, lastSeen: `${pod.name} is gone` };
      const { labels } = life.last;
      return { holds: labels[key] === value, lastSeen: `${pod.name} has the labels ${formatLabels(labels)}` };
    },
  };
}
