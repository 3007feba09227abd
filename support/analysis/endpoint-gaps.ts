import type { Instant } from '../timeline/facts.ts';
import { contains, type Interval, runsOf } from './intervals.ts';
import type { EndpointInterval, Membership } from './membership.ts';

/** The spans in which a Service had no endpoint of some kind, since its first of any kind was seen. */
export function spansWithout({ pods }: Membership, kind: (endpoint: EndpointInterval) => boolean): Interval[] {
  const all = [...pods.values()].flatMap(({ endpoints }) => endpoints);
  const some = all.filter(kind);
  const instants = new Set<Instant>(all.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])));
  const moments = [...instants]
    .sort((a, b) => a - b)
    .map((at) => ({ at, value: some.some((interval) => contains(interval, at)) }));
  return runsOf(moments, undefined).filter(({ value }) => !value);
}
