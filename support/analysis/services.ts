import type { Fact } from '../timeline/facts.ts';

/** The Services that an EndpointSlice on the timeline belongs to, by name. */
export function servicesWithSlices(facts: readonly Fact[]): string[] {
  const services = new Set<string>();
  for (const fact of facts) {
    if (fact.type !== 'object-seen' || fact.object.kind !== 'EndpointSlice') continue;
    if (fact.object.service !== undefined) services.add(fact.object.service);
  }
  return [...services].sort();
}

/** The Services that traffic went to; on a timeline that does not say, every Service that has slices. By name. */
export function servicesWithTraffic(facts: readonly Fact[]): string[] {
  const services = new Set<string>();
  for (const fact of facts) if (fact.type === 'traffic-flows') services.add(fact.service);
  return services.size > 0 ? [...services].sort() : servicesWithSlices(facts);
}
