import type { Instant } from '../timeline/facts.ts';
import { contains, type Interval, runsOf } from './intervals.ts';
import type { EndpointInterval, Membership } from './membership.ts';

/** The spans in which a Service had no endpoint of some kind, since its first of any kind was seen. @param kind is told the pod's uid, too. */
export function spansWithout(
  { pods }: Membership,
  kind: (endpoint: EndpointInterval, uid: string) => boolean,
): Interval[] {
  const all = [...pods.values()].flatMap(({ endpoints }) => endpoints);
  const some = [...pods].flatMap(([uid, { endpoints }]) => endpoints.filter((endpoint) => kind(endpoint, uid)));
  const instants = new Set<Instant>(all.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])));
  const moments = [...instants]
    .sort((a, b) => a - b)
    .map((at) => ({ at, value: some.some((interval) => contains(interval, at)) }));
  return runsOf(moments, undefined).filter(({ value }) => !value);
}
