import type { Sample } from '../../analysis/samples.ts';
import type { Instant, ObjectRef } from '../../timeline/facts.ts';

/** A kept connection or UDP flow, with the requests over it from an instant on. */
export interface Kept {
  readonly after: readonly Sample[];
}

/**
 * Those whose last answer to a request of before the instant was the pod's.
 * @param samples of one stream, by sending.
 */
export function keptTo(pod: ObjectRef, samples: readonly Sample[], since: Instant): Kept[] {
  const kept = Map.groupBy(samples, ({ door, flow }) => `${door} ${flow}`);
  return [...kept.values()].flatMap((its) => {
    const before = its.findLast(({ startedAt, outcome }) => startedAt < since && outcome === 'ok');
    return before?.pod === pod.name ? [{ after: its.filter(({ startedAt }) => startedAt >= since) }] : [];
  });
}

/** Whether a request was answered by the pod. */
export function isAnswerOf({ name }: ObjectRef): (sample: Sample) => boolean {
  return ({ outcome, pod }) => outcome === 'ok' && pod === name;
}
