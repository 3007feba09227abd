import type { Instant } from '../timeline/facts.ts';
import type { Action } from './actions.ts';
import type { Explain } from './cause.ts';
import { EMPTY_MS, PROXY_MS, SIGHT_MS, STALLED_MS, STARVED_PROXY_MS } from './delays.ts';
import { formatDuration } from './durations.ts';
import { spansWithout } from './endpoint-gaps.ts';
import { contains, type Interval } from './intervals.ts';
import type { Membership } from './membership.ts';
import type { Opened } from './opened-doors.ts';
import type { LeadsTo } from './routing.ts';
import type { Sample } from './samples.ts';

/** What a Service explains, to be asked in two places among the causes. */
export interface MembershipCauses {
  /** As our watch saw it. */
  readonly seen: Explain;
  /**
   * Before our watch saw that nobody was left, up to {@link EMPTY_MS}, or since the last action was asked for, when that is no more
   * than {@link STALLED_MS}: for what nothing of the Service's pods explains.
   */
  readonly ahead: Explain;
}

/**
 * What the whole Service explains: it had nobody to send to, or had had nobody until so short a time ago that a door's
 * kube-proxy may still have rejected. How long that may take is longer where the door has not let anybody through since.
 * It concerns new connections alone: established ones are not touched by rules.
 *
 * @param opened tells when each door first let a request through
 * @param leadsTo where a door does not lead to all: with the external traffic policy `Local`
 */
export function membershipCauses(
  membership: Membership,
  opened: Opened,
  actions: readonly Action[],
  leadsTo?: LeadsTo,
): MembershipCauses {
  const byDoor = new Map<string, Interval[]>();
  const emptyAt = (door: string): Interval[] => {
    const known = byDoor.get(door) ?? emptySpans(membership, (uid) => leadsTo === undefined || leadsTo(door, uid));
    byDoor.set(door, known);
    return known;
  };
  const service = `service/${membership.service}`;
  const nobody =
    (possibleFrom: (seenAt: Instant) => Instant): Explain =>
    (sample) => {
      const { startedAt, door } = sample;
      if (!askedRules(sample)) return undefined;
      if (!emptyAt(door).some(({ from, to }) => contains({ from: possibleFrom(from), to }, startedAt)))
        return undefined;
      const where = leadsTo === undefined ? 'to send to' : `on ${door}, whose door leads nowhere else`;
      return { kind: 'no-members', text: `${service} had no endpoint ${where}` };
    };
  const behind: Explain = (sample) => {
    const { startedAt, door } = sample;
    if (!askedRules(sample)) return undefined;
    const filledAt = emptyAt(door).findLast(({ to }) => to !== undefined && to <= startedAt)?.to;
    if (filledAt === undefined || startedAt >= filledAt + STARVED_PROXY_MS) return undefined;
    // What was sent before the door opened may get its answer after it: a SYN that is dropped is sent again.
    if (startedAt >= filledAt + PROXY_MS && opened(door, filledAt, startedAt)) return undefined;
    const since = formatDuration(Math.round(startedAt - filledAt));
    return { kind: 'door-behind', text: `${service} had members again for ${since}, the door of ${door} not yet` };
  };
  const emptyInSight = nobody((seenAt) => seenAt - SIGHT_MS);
  const emptyAhead = nobody((seenAt) => Math.min(seenAt - EMPTY_MS, askedBefore(actions, seenAt)));
  return { seen: (sample) => emptyInSight(sample) ?? behind(sample), ahead: emptyAhead };
}

/** When the last action was asked for that may have made what was seen: nothing that it did came before. */
function askedBefore(actions: readonly Action[], seenAt: Instant): Instant {
  const asked = actions.findLast(({ askedAt }) => askedAt <= seenAt)?.askedAt ?? seenAt;
  return seenAt - asked <= STALLED_MS ? asked : seenAt;
}

/** Whether the rules of a door's kube-proxy decided what became of it: a new connection that no pod answered. */
function askedRules({ connection, outcome }: Sample): boolean {
  return connection !== 'reused' && outcome !== 'http-status';
}

/**
 * The spans in which a Service had neither a ready endpoint nor one that still serves while it terminates, on which
 * kube-proxy falls back (CategorizeEndpoints in pkg/proxy/topology.go).
 */
function emptySpans(membership: Membership, counts: (uid: string) => boolean): Interval[] {
  return spansWithout(
    membership,
    ({ ready, serving, terminating }, uid) => counts(uid) && (ready || (serving && terminating)),
  );
}
