import type { Fact, Instant, ProbeOutcome, StreamName } from '../timeline/facts.ts';
import { type DegradedWindow, degradedWindows } from './degraded.ts';
import { failureShareUpperBound } from './failure-bound.ts';
import { type Latency, latencyOf } from './latency.ts';
import { type Outage, outagesOf } from './outages.ts';
import { type Sample, type SentIn, samplesByStream } from './samples.ts';

/** The answers of one pod, named by its own word. */
export interface PodAnswers {
  readonly pod: string;
  readonly requests: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** What the clients of one stream noticed. */
export interface Disruption {
  readonly stream: StreamName;
  readonly requests: number;
  readonly failed: number;
  /** Failed requests by how they failed, without `ok`, most frequent first. */
  readonly failures: ReadonlyMap<ProbeOutcome, number>;
  /** Failed of all, 0 to 1; 0 without requests, of which `failureShareUpperBound` then says 1. */
  readonly failureShare: number;
  /** With 95 % confidence the true share is below this, see `failureShareUpperBound`. */
  readonly failureShareBelow: number;
  readonly outages: readonly Outage[];
  /** Estimated, see `Outage`. */
  readonly longestOutageMs: number;
  /** Times in which answers took longer than 200 ms. */
  readonly degraded: readonly DegradedWindow[];
  readonly latency: Latency;
  /** Most answers first. */
  readonly answers: readonly PodAnswers[];
}

/** What the clients of each stream noticed of the requests sent in a span; without `from`, since traffic was known to flow. */
export function disruptionOf(facts: readonly Fact[], sent: SentIn = {}): Disruption[] {
  return [...samplesByStream(facts, sent)].map(([stream, samples]) => {
    const failed = samples.filter(({ outcome }) => outcome !== 'ok');
    const outages = outagesOf(samples);
    return {
      stream,
      requests: samples.length,
      failed: failed.length,
      failures: failuresOf(failed),
      failureShare: failed.length / samples.length,
      failureShareBelow: failureShareUpperBound(failed.length, samples.length),
      outages,
      longestOutageMs: Math.max(0, ...outages.map(({ durationMs }) => durationMs)),
      degraded: degradedWindows(samples, SLOW_MS),
      latency: latencyOf(samples),
      answers: answersOf(samples),
    };
  });
}

/** Far above what a Service in the same machine takes, and noticed by people. */
const SLOW_MS = 200;

function failuresOf(failed: readonly Sample[]): ReadonlyMap<ProbeOutcome, number> {
  const counts = new Map<ProbeOutcome, number>();
  for (const { outcome } of failed) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return new Map([...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b)));
}

function answersOf(samples: readonly Sample[]): PodAnswers[] {
  const answers = new Map<string, PodAnswers>();
  for (const { pod, startedAt } of samples) {
    if (pod === undefined) continue;
    const known = answers.get(pod);
    answers.set(pod, {
      pod,
      requests: (known?.requests ?? 0) + 1,
      firstAt: known?.firstAt ?? startedAt,
      lastAt: startedAt,
    });
  }
  return [...answers.values()].sort((a, b) => b.requests - a.requests || a.pod.localeCompare(b.pod));
}
