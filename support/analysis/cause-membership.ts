import type { Explain } from './cause.ts';
import { PROXY_MS, SIGHT_MS, STARVED_PROXY_MS } from './delays.ts';
import { formatDuration } from './durations.ts';
import { spansWithout } from './endpoint-gaps.ts';
import { contains, type Interval } from './intervals.ts';
import type { Membership } from './membership.ts';
import type { Sample } from './samples.ts';

/**
 * What the whole Service explains: it had nobody to send to, or had had nobody until so short a time ago that a door's
 * kube-proxy may still have rejected. How long that may take is longer where the door has not let anybody through since.
 * It concerns new connections alone: established ones are not touched by rules.
 *
 * @param samples all requests, so that each door tells when it first let one through
 * @param behind what a door may send to, where that is less than all: the external traffic policy `Local`
 */
export function membershipCauses(
  membership: Membership,
  samples: readonly Sample[],
  behind?: (door: string) => Membership,
): Explain {
  const whole = emptySpans(membership);
  const byDoor = new Map<string, Interval[]>();
  const emptyAt = (door: string): Interval[] => {
    if (behind === undefined) return whole;
    const known = byDoor.get(door) ?? emptySpansOf(behind(door), membership);
    byDoor.set(door, known);
    return known;
  };
  const through = samples.filter(({ connection, outcome }) => connection === 'new' && outcome === 'ok');
  const service = `service/${membership.service}`;
  return ({ startedAt, connection, outcome, door }) => {
    if (connection === 'reused' || outcome === 'http-status') return undefined;
    const empty = emptyAt(door);
    const hole = empty.find(({ from, to }) => contains({ from: from - SIGHT_MS, to }, startedAt));
    if (hole !== undefined) {
      const where = behind === undefined ? 'to send to' : `on ${door}, whose door leads nowhere else`;
      return { kind: 'no-members', text: `${service} had no endpoint ${where}` };
    }
    const filledAt = empty.findLast(({ to }) => to !== undefined && to <= startedAt)?.to;
    if (filledAt === undefined || startedAt >= filledAt + STARVED_PROXY_MS) return undefined;
    // What was sent before the door opened may get its answer after it: a SYN that is dropped is sent again.
    const opened = through.some(
      (sample) => sample.door === door && sample.startedAt >= filledAt && sample.at <= startedAt,
    );
    if (opened && startedAt >= filledAt + PROXY_MS) return undefined;
    const since = formatDuration(Math.round(startedAt - filledAt));
    return { kind: 'door-behind', text: `${service} had members again for ${since}, the door of ${door} not yet` };
  };
}

/**
 * The spans in which a Service had neither a ready endpoint nor one that still serves while it terminates, on which
 * kube-proxy falls back (CategorizeEndpoints in pkg/proxy/topology.go).
 */
function emptySpans(membership: Membership): Interval[] {
  return spansWithout(membership, ({ ready, serving, terminating }) => ready || (serving && terminating));
}

/** The same of a part of a Service, since the first endpoint of the whole was seen. */
function emptySpansOf(part: Membership, { pods }: Membership): Interval[] {
  const began = Math.min(...[...pods.values()].flatMap(({ endpoints }) => endpoints.map(({ from }) => from)));
  const spans = emptySpans(part);
  const own = Math.min(...[...part.pods.values()].flatMap(({ endpoints }) => endpoints.map(({ from }) => from)));
  if (began >= own) return spans;
  return [{ from: began, to: Number.isFinite(own) ? own : undefined }, ...spans];
}
