import type { Fact, Instant, StreamName } from '../timeline/facts.ts';
import { type PodLife, podLives } from './pods.ts';
import { type Sample, samplesByStream } from './samples.ts';

/** A grid of time: so many buckets of `bucketMs` ms each, the first from `from` on. */
export interface Buckets {
  readonly from: Instant;
  readonly bucketMs: number;
  readonly count: number;
}

/** How many requests one pod answered, by the time at which they were sent. */
export interface PodRate {
  readonly pod: string;
  /**
   * Answers per bucket. 0: requests were sent while the pod existed, and it answered none of them. Undefined: there was nothing to
   * count, because no request was sent, or the pod did not exist; a pod that answered existed, whatever the watch told.
   */
  readonly answers: readonly (number | undefined)[];
}

/** The requests of one stream over time, by the pod that answered. */
export interface StreamRates {
  readonly stream: StreamName;
  /** Requests sent per bucket, however they ended. */
  readonly sent: readonly number[];
  /** Every pod that was seen or that answered, by name. */
  readonly pods: readonly PodRate[];
}

/** Long enough for a few answers of each pod at the usual rates, short enough to show within which second they stopped. */
const SECOND = 1000;
const LENGTHS = [SECOND, 2000, 5000, 10_000, 30_000, 60_000, 300_000];
/** More are too many for a picture, and for a reader. */
const MOST_BUCKETS = 120;

/**
 * A grid over a span, of seconds unless those were more than 120. It goes through `zero`, usually an action: then no bucket mixes
 * what was before with what was after.
 */
export function bucketsOver(span: { readonly from: Instant; readonly to: Instant }, zero: Instant): Buckets {
  const bucketMs = LENGTHS.find((ms) => (span.to - span.from) / ms <= MOST_BUCKETS) ?? 3_600_000;
  const from = zero + Math.floor((span.from - zero) / bucketMs) * bucketMs;
  return { from, bucketMs, count: Math.max(0, Math.ceil((span.to - from) / bucketMs)) };
}

/**
 * Answers per pod over time, a stream after the other: fresh, kept-alive. The untouched control target is no pod of the Service and
 * left out, and so is a stream whose answers do not tell whose they are, as those to a script do not: its zeros would be made up.
 */
export function podRates(facts: readonly Fact[], buckets: Buckets): StreamRates[] {
  const lives = [...podLives(facts).values()];
  return [...samplesByStream(facts)].flatMap(([stream, samples]) => {
    const answered = samples.filter(({ outcome }) => outcome === 'ok');
    const nameless = answered.length > 0 && answered.every(({ pod }) => pod === undefined);
    if (stream === 'control' || nameless) return [];
    const sent = counted(samples, buckets);
    const byPod = Map.groupBy(answered, ({ pod }) => pod);
    const names = new Set([...lives.map(({ ref }) => ref.name), ...byPod.keys()].filter((name) => name !== undefined));
    const pods = [...names].sort().map((pod) => {
      const counts = counted(byPod.get(pod) ?? [], buckets);
      const own = lives.filter(({ ref }) => ref.name === pod);
      return { pod, answers: counts.map((count, index) => told(count, sent[index], own, index, buckets)) };
    });
    return [{ stream, sent, pods }];
  });
}

function counted(samples: readonly Sample[], { from, bucketMs, count }: Buckets): number[] {
  const counts = Array.from({ length: count }, () => 0);
  for (const { startedAt } of samples) {
    const index = Math.floor((startedAt - from) / bucketMs);
    if (index >= 0 && index < count) counts[index] = (counts[index] ?? 0) + 1;
  }
  return counts;
}

function told(
  count: number,
  sent: number | undefined,
  lives: readonly PodLife[],
  index: number,
  { from, bucketMs }: Buckets,
): number | undefined {
  if (count > 0) return count;
  const [start, end] = [from + index * bucketMs, from + (index + 1) * bucketMs];
  const existed = lives.some(({ firstSeen, goneAt = Number.POSITIVE_INFINITY }) => firstSeen < end && goneAt > start);
  return existed && sent !== 0 ? 0 : undefined;
}
