import type { Instant } from '../timeline/facts.ts';
import type { Explain } from './cause.ts';
import { PROXY_MS, SIGHT_MS } from './delays.ts';
import { formatDuration } from './durations.ts';
import { contains, type Interval, runsOf } from './intervals.ts';
import type { Membership } from './membership.ts';

/**
 * What the whole Service explains: it had nobody to send to, or had had nobody until so short a time ago that a door's
 * kube-proxy may still have rejected. It concerns new connections alone: established ones are not touched by rules.
 */
export function membershipCauses(membership: Membership): Explain {
  const empty = emptySpans(membership);
  const service = `service/${membership.service}`;
  return ({ startedAt, connection, outcome, door }) => {
    if (connection === 'reused' || outcome === 'http-status') return undefined;
    const hole = empty.find(({ from, to }) => contains({ from: from - SIGHT_MS, to }, startedAt));
    if (hole !== undefined) return { kind: 'no-members', text: `${service} had no endpoint to send to` };
    const before = empty.find(({ to }) => to !== undefined && contains({ from: to, to: to + PROXY_MS }, startedAt));
    if (before?.to === undefined) return undefined;
    const since = formatDuration(Math.round(startedAt - before.to));
    return { kind: 'door-behind', text: `${service} had members again for ${since}, the door of ${door} not yet` };
  };
}

/**
 * The spans in which a Service had neither a ready endpoint nor one that still serves while it terminates, on which
 * kube-proxy falls back (CategorizeEndpoints in pkg/proxy/topology.go).
 */
function emptySpans({ pods }: Membership): Interval[] {
  const all = [...pods.values()].flatMap(({ endpoints }) => endpoints);
  const usable = all.filter(({ ready, serving, terminating }) => ready || (serving && terminating));
  const instants = new Set<Instant>(all.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to])));
  const moments = [...instants]
    .sort((a, b) => a - b)
    .map((at) => ({ at, value: usable.some((interval) => contains(interval, at)) }));
  return runsOf(moments, undefined).filter(({ value }) => !value);
}
