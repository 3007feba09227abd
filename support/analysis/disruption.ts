import type { Fact, Instant, StreamName } from '../timeline/facts.ts';
import { type DegradedWindow, degradedWindows } from './degraded.ts';
import { type Latency, latencyOf } from './latency.ts';
import { type Outage, outagesOf } from './outages.ts';
import { type Sample, type SentIn, samplesByStream } from './samples.ts';
import { type Tally, tallyOf } from './tally.ts';

/** The answers of one pod, named by its own word. */
export interface PodAnswers {
  readonly pod: string;
  readonly requests: number;
  readonly firstAt: Instant;
  readonly lastAt: Instant;
}

/** What the clients of one stream noticed. */
export interface Disruption extends Tally {
  readonly stream: StreamName;
  /** Failed of all, 0 to 1; 0 without requests, of which `failureShareUpperBound` then says 1. */
  readonly failureShare: number;
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
    const tally = tallyOf(samples);
    const outages = outagesOf(samples);
    return {
      stream,
      ...tally,
      failureShare: tally.failed / tally.requests,
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
