import type { Interval } from '../../analysis/intervals.ts';
import { membersByOwner, NO_OWNER } from '../../analysis/members-by-owner.ts';
import { type Membership, membershipOf } from '../../analysis/membership.ts';
import { formatWorkload, type WorkloadName } from '../../analysis/owners.ts';
import type { Fact, Instant, ObjectRef } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { noSlice, ownerNeverSeen } from './never-seen.ts';
import { judgeSince, OBJECTS_SINCE, type Since, type SinceWindow } from './since.ts';

/** How many members an owner should have; no workload means pods without an owner. */
export interface MemberCount {
  readonly workload: WorkloadName | undefined;
  readonly count: number;
}

const DEPENDS_ON = ['object-seen'] as const;

/** The pod was a member of the Service when the window began, or became one in it, and is one no longer. */
export function podLeaves(service: string, pod: ObjectRef, since: Since): Claim {
  return aboutMembership(service, pod, since, {
    describe: `${pod.name} leaves service/${service}`,
    expected: 'it to leave',
    evaluate({ to }, { window, after }) {
      if (to === undefined) return { holds: false, lastSeen: `${pod.name} is still a member of service/${service}` };
      if (to >= window.from) return { holds: true, lastSeen: `${pod.name} left service/${service}` };
      return {
        holds: false,
        lastSeen: `${pod.name} had left service/${service} before, and did not leave it ${after}`,
      };
    },
  });
}

/** The pod is a member of the Service that was none when the window began: it enters, or enters again. */
export function podJoins(service: string, pod: ObjectRef, since: Since): Claim {
  return aboutMembership(service, pod, since, {
    describe: `${pod.name} joins service/${service}`,
    expected: 'it to join',
    evaluate({ from, to }, { window, after }) {
      if (to !== undefined) return { holds: false, lastSeen: `${pod.name} left service/${service}` };
      if (from >= window.from) return { holds: true, lastSeen: `${pod.name} joined service/${service}` };
      return {
        holds: false,
        lastSeen: `${pod.name} was a member of service/${service} before, and did not join it ${after}`,
      };
    },
  });
}

/** The pod is a member of the Service. */
export function podStays(service: string, pod: ObjectRef): Claim {
  return {
    describe: `${pod.name} is a member of service/${service}`,
    expected: 'it to be a member',
    dependsOn: DEPENDS_ON,
    evaluate(facts) {
      const membership = membershipOf(facts, service);
      const span = membership.pods.get(pod.uid)?.member.at(-1);
      if (span === undefined) return never(facts, membership, pod);
      const holds = span.to === undefined;
      return { holds, lastSeen: `${pod.name} ${holds ? 'is a member of' : 'left'} service/${service}` };
    },
  };
}

/** The Service has exactly these members of these owners, and no others. */
export function memberCounts(service: string, counts: readonly MemberCount[]): Claim {
  const wanted = new Map(counts.map(({ workload, count }) => [ownerName(workload), count]));
  return {
    describe: `service/${service} has ${list(wanted)}`,
    expected: list(wanted),
    dependsOn: DEPENDS_ON,
    evaluate(facts) {
      const actual = membersByOwner(facts, service);
      if (actual === undefined) return noSlice(facts, service);
      for (const { workload } of counts) {
        const unknown = workload && ownerNeverSeen(facts, workload);
        if (unknown !== undefined) return unknown;
      }
      const owners = new Set([...wanted.keys(), ...actual.keys()]);
      const inOrder = new Map([...owners].map((owner) => [owner, actual.get(owner) ?? 0]));
      const holds = [...owners].every((owner) => (wanted.get(owner) ?? 0) === (actual.get(owner) ?? 0));
      return { holds, lastSeen: `service/${service} has ${list(inOrder)}` };
    },
  };
}

/** No pod enters or leaves the Service from an instant on. */
export function membershipUnchanged(service: string, from: Instant): Claim {
  return {
    describe: `the members of service/${service} stay the same`,
    expected: 'them to stay the same',
    dependsOn: DEPENDS_ON,
    evaluate(facts) {
      const membership = membershipOf(facts, service);
      if (!membership.known) return noSlice(facts, service);
      const changes = membership.changes.filter(({ at }) => at > from);
      const details = changes.flatMap(({ entered, left }) => [
        ...left.map(({ name }) => `${name} left`),
        ...entered.map(({ name }) => `${name} entered`),
      ]);
      const lastSeen = `the members of service/${service} ${changes.length === 0 ? 'stayed the same' : 'changed'}`;
      return { holds: changes.length === 0, lastSeen, details };
    },
  };
}

interface AboutMembership extends Pick<Claim, 'describe' | 'expected'> {
  /** Judges the last span in which the pod was a member. */
  evaluate(last: Interval, since: SinceWindow): Evaluation;
}

function aboutMembership(
  service: string,
  pod: ObjectRef,
  since: Since,
  { evaluate, ...words }: AboutMembership,
): Claim {
  return {
    ...words,
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, (window) => {
        const membership = membershipOf(facts, service);
        const last = membership.pods.get(pod.uid)?.member.at(-1);
        return last === undefined ? never(facts, membership, pod) : evaluate(last, window);
      }),
  };
}

function ownerName(workload: WorkloadName | undefined): string {
  return workload === undefined ? NO_OWNER : formatWorkload(workload);
}

function list(counts: ReadonlyMap<string, number>): string {
  const some = [...counts].filter(([, count]) => count > 0);
  if (some.length === 0) return 'no member';
  const parts = some.map(([owner, count], index) => {
    const noun = index === 0 ? ` member${count === 1 ? '' : 's'}` : '';
    return `${count}${noun} ${owner === NO_OWNER ? 'without an owner' : `of ${owner}`}`;
  });
  return parts.join(' and ');
}

function never(facts: readonly Fact[], membership: Membership, { name }: ObjectRef): Evaluation {
  if (!membership.known) return noSlice(facts, membership.service);
  return { holds: false, lastSeen: `${name} never was a member of service/${membership.service}` };
}
