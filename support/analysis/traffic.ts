import type { Fact, FactOf, Instant } from '../timeline/facts.ts';

/** Beginnings and ends of traffic, in order of time. */
export function trafficIn(facts: readonly Fact[]): (FactOf<'traffic-started'> | FactOf<'traffic-stopped'>)[] {
  return facts
    .filter((fact) => fact.type === 'traffic-started' || fact.type === 'traffic-stopped')
    .sort((a, b) => a.at - b.at || a.seq - b.seq);
}

/** The nodes whose doors traffic knocks at; none without any. */
export function doorsOf(started: FactOf<'traffic-started'> | undefined): string[] {
  return started?.doors.map(({ node }) => node) ?? [];
}

/** The traffic that began last, up to an instant; undefined when none did. */
export function lastTraffic(
  facts: readonly Fact[],
  until: Instant = Number.POSITIVE_INFINITY,
): FactOf<'traffic-started'> | undefined {
  return trafficIn(facts)
    .filter((fact) => fact.type === 'traffic-started')
    .findLast(({ at }) => at <= until);
}
