import { formatDuration } from '../../analysis/durations.ts';
import { outagesOf } from '../../analysis/outages.ts';
import { samplesByStream } from '../../analysis/samples.ts';
import type { Claim } from '../claim.ts';
import { onceSettled, SAMPLE_GRACE_MS, unmeasured } from './once-settled.ts';
import type { Sent } from './traffic.ts';

/**
 * The longest time without a success over new connections lies within these bounds, in ms. Of the requests sent in the span; ask
 * it with `becomes`. A span of time and no count, because how a request fails and how long that takes depends on the client:
 * see the limit of ICMP answers, `net.ipv4.icmp_ratelimit`.
 */
export function longestOutageBetween(leastMs: number, mostMs: number, { from, until }: Sent): Claim {
  const range = `between ${formatDuration(leastMs)} and ${formatDuration(mostMs)}`;
  return {
    describe: `new connections fail for ${range}`,
    expected: range,
    dependsOn: ['probe-sample', 'traffic-stopped'],
    graceMs: SAMPLE_GRACE_MS,
    evaluate: (facts) =>
      onceSettled(facts, until, () => {
        const fresh = samplesByStream(facts, { from, to: until }).get('fresh') ?? [];
        if (fresh.length === 0) return unmeasured('no request was sent over a new connection');
        const longest = Math.max(0, ...outagesOf(fresh).map(({ durationMs }) => durationMs));
        const lastSeen = `the longest time without a success was ${formatDuration(Math.round(longest))}`;
        return { holds: longest >= leastMs && longest <= mostMs, final: true, lastSeen };
      }),
  };
}

/**
 * Connections that were kept open go on serving: requests over them were sent in the span, and none of them failed. Requests of
 * that stream which had to open a connection first do not count. Ask it with `becomes`.
 */
export function keptConnectionsHold({ from, until }: Sent): Claim {
  return {
    describe: 'no request over a kept connection fails',
    expected: 'none',
    dependsOn: ['probe-sample', 'traffic-stopped'],
    graceMs: SAMPLE_GRACE_MS,
    evaluate(facts) {
      const stream = samplesByStream(facts, { from, to: until }).get('keepalive') ?? [];
      const kept = stream.filter(({ connection }) => connection === 'reused');
      const failed = kept.filter(({ outcome }) => outcome !== 'ok').length;
      const lastSeen = `${failed} of ${kept.length} requests over kept connections failed`;
      // One failure is enough, whatever is still under way.
      if (failed > 0) return { holds: false, final: true, lastSeen };
      return onceSettled(facts, until, () =>
        kept.length === 0 ? unmeasured('no request was sent over a kept connection') : { holds: true, lastSeen },
      );
    },
  };
}
