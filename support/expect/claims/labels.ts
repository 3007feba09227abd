import { formatLabels } from '../../analysis/selectors.ts';
import type { ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { aboutPresentPod } from './about-pod.ts';

/** The pod exists and carries the label with this value. */
export function podIsLabelled(pod: ObjectRef, key: string, value: string): Claim {
  const words = { describe: `${pod.name} is labelled ${key}=${value}`, expected: `${key}=${value} among them` };
  return aboutPresentPod(pod, words, ({ last: { labels } }) => ({
    holds: labels[key] === value,
    lastSeen: `${pod.name} has the labels ${formatLabels(labels)}`,
  }));
}
