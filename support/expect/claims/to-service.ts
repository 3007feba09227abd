import { type Disruption, disruptionOf } from '../../analysis/disruption.ts';
import type { Fact } from '../../timeline/facts.ts';
import type { Sent } from './traffic.ts';

/** What clients noticed on each stream to the Service, of requests sent in the span: the untouched target has no part in it. */
export function streamsToService(facts: readonly Fact[], { from, until }: Sent): Disruption[] {
  return disruptionOf(facts, { from, to: until }).filter(({ stream }) => stream !== 'control');
}

/** The requests of streams together, and how many failed, for claims and in words. */
export function totalOf(streams: readonly Disruption[]) {
  const requests = streams.reduce((sum, stream) => sum + stream.requests, 0);
  const failed = streams.reduce((sum, stream) => sum + stream.failed, 0);
  return { requests, failed, told: `${failed} of ${requests} requests failed` };
}
