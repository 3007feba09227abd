import type { Fact, Instant } from '../timeline/facts.ts';
import { lastTraffic } from './traffic.ts';

/** Whether every request sent before an instant has left its sample. */
export type Settlement = 'settled' | 'pending' | 'no-traffic';

/**
 * Tells whether the samples are complete up to an instant. A sample comes when its request has ended, so the absence of
 * failures says nothing of requests still under way. Requests are numbered without gaps within their stream: once all up
 * to one that was sent after the instant are there, none sent before is missing. A script says nothing of its streams: its
 * samples are complete when it has ended.
 */
export function settledUntil(facts: readonly Fact[], until: Instant): Settlement {
  const started = lastTraffic(facts, until);
  if (started === undefined) return 'no-traffic';
  const later = facts.filter((fact) => fact.seq > started.seq);
  if (later.some((fact) => fact.type === 'traffic-stopped')) return 'settled';
  if (started.streams.length === 0) return 'pending';
  const settled = started.streams.every(({ stream, ratePerSecond }) => {
    const sent = new Map<number, Instant>();
    for (const fact of later) {
      if (fact.type === 'probe-sample' && fact.stream === stream) sent.set(fact.request, fact.startedAt);
    }
    for (let request = 0; ; request++) {
      const at = sent.get(request);
      if (at === undefined) return ratePerSecond === 0;
      if (at >= until) return true;
    }
  });
  return settled ? 'settled' : 'pending';
}
