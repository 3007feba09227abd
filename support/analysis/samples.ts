import type { Fact, FactOf, Instant, StreamName } from '../timeline/facts.ts';

/** A request's sample. */
export type Sample = FactOf<'probe-sample'>;

/** Requests sent in a span: from `from` on, before `to`. Without `from`, since traffic was known to flow. */
export interface SentIn {
  readonly from?: Instant | undefined;
  readonly to?: Instant | undefined;
}

/** The requests of each stream, in the order in which they were sent; a sample that came twice counts once. */
export function samplesByStream(facts: readonly Fact[], sent: SentIn = {}): ReadonlyMap<StreamName, Sample[]> {
  const from = sent.from ?? flowingSince(facts) ?? Number.NEGATIVE_INFINITY;
  const to = sent.to ?? Number.POSITIVE_INFINITY;
  const known = new Set<string>();
  const streams = new Map<StreamName, Sample[]>();
  for (const fact of facts) {
    if (fact.type !== 'probe-sample' || fact.startedAt < from || fact.startedAt >= to) continue;
    const key = requestKey(fact);
    if (known.has(key)) continue;
    known.add(key);
    const stream = streams.get(fact.stream);
    if (stream === undefined) streams.set(fact.stream, [fact]);
    else stream.push(fact);
  }
  for (const samples of streams.values()) samples.sort((a, b) => a.startedAt - b.startedAt || a.request - b.request);
  return new Map([...streams].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)));
}

/** Names a request for good: numbers begin anew with each traffic. */
export function requestKey({ stream, request, startedAt }: Sample): string {
  return `${stream} ${request} ${startedAt}`;
}

/**
 * Whether a request got no answer in its time, over a connection that stood or for want of one. Timelines of before `stalled` was
 * told apart say `timeout` of both.
 */
export function ranOutOfTime({ outcome }: Sample): boolean {
  return outcome === 'timeout' || outcome === 'stalled';
}

/** As people are to read them: the Service first. */
const ORDER: readonly StreamName[] = ['fresh', 'keepalive', 'udp', 'control'];

/** Since when traffic is known to flow; undefined when that is not on the timeline. Earlier failures are no disruption. */
export function flowingSince(facts: readonly Fact[]): Instant | undefined {
  const flows = facts.filter((fact) => fact.type === 'traffic-flows').sort((a, b) => a.at - b.at);
  return flows[0]?.at;
}
