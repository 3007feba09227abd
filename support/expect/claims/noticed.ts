import type { Disruption } from '../../analysis/disruption.ts';
import { formatDuration } from '../../analysis/durations.ts';
import type { Fact } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { onceSettled, SAMPLE_GRACE_MS, unmeasured } from './once-settled.ts';
import { tooCoarse } from './outage-resolution.ts';
import { streamsToService } from './to-service.ts';
import type { Sent } from './traffic.ts';

/**
 * No outage that clients noticed was longer, of any stream and at any one door. Ask it with `eventually`, as
 * `noRequestFailed`. It is invalid where outages so short cannot be told, below two periods of a door's share of a stream, unless one
 * was surely longer. A script has no period, and kept connections take no turns: the longest time between two of their requests at a
 * door counts as such.
 */
export function noOutageLongerThan(longestMs: number, sent: Sent): Claim {
  const bound = formatDuration(longestMs);
  return {
    describe: `clients noticed no outage longer than ${bound}`,
    expected: `at most ${bound}`,
    dependsOn: ['probe-sample', 'traffic-stopped'],
    graceMs: SAMPLE_GRACE_MS,
    evaluate: (facts) =>
      ofEveryStream(facts, sent, (streams) => {
        const outages = streams.flatMap(({ stream, outages: all }) => all.map((outage) => ({ stream, ...outage })));
        const surelyLonger = outages.some(({ durationMs, uncertainMs }) => durationMs - uncertainMs > longestMs);
        const blind = surelyLonger ? undefined : tooCoarse(facts, longestMs, sent);
        if (blind !== undefined) return { holds: false, final: true, lastSeen: blind, blind };
        const longest = Math.max(0, ...outages.map(({ durationMs }) => durationMs));
        const details = outages
          .filter(({ durationMs }) => durationMs > longestMs)
          .map(({ stream, door, durationMs, uncertainMs, kind, failed }) => {
            const where = door === undefined ? 'through every door' : `through the door of ${door}`;
            const length = `${formatDuration(durationMs)} ± ${formatDuration(uncertainMs)}`;
            return `${stream} ${where}: ${length}, ${failed} requests failed, most ${kind}`;
          });
        const lastSeen = `the longest outage that clients noticed lasted ${formatDuration(longest)}`;
        return { holds: longest <= longestMs, final: true, lastSeen, details };
      }),
  };
}

/** The 99th percentile of the time to an answer stayed below a bound on every stream; failures rank as slower than any answer. */
export function p99Below(boundMs: number, sent: Sent): Claim {
  const bound = formatDuration(boundMs);
  return {
    describe: `the p99 latency stays below ${bound}`,
    expected: `below ${bound}`,
    dependsOn: ['probe-sample', 'traffic-stopped'],
    graceMs: SAMPLE_GRACE_MS,
    evaluate: (facts) =>
      ofEveryStream(facts, sent, (streams) => {
        const told = streams.map(({ stream, latency: { p99 } }) => {
          return `${stream} ${p99 === undefined ? 'failed requests' : formatDuration(p99)}`;
        });
        const holds = streams.every(({ latency: { p99 } }) => p99 !== undefined && p99 < boundMs);
        return { holds, final: true, lastSeen: `the p99 latency was: ${told.join(', ')}` };
      }),
  };
}

/** Judges the streams to the Service once all requests of the span have ended. */
function ofEveryStream(
  facts: readonly Fact[],
  sent: Sent,
  judge: (streams: readonly Disruption[]) => Evaluation,
): Evaluation {
  return onceSettled(facts, sent.until, () => {
    const streams = streamsToService(facts, sent);
    return streams.length === 0 ? unmeasured('no request was sent') : judge(streams);
  });
}
