import { membersByOwner, NO_OWNER } from '../../analysis/members-by-owner.ts';
import { type Membership, membershipOf } from '../../analysis/membership.ts';
import { formatWorkload, type WorkloadName } from '../../analysis/owners.ts';
import type { Fact, Instant, ObjectRef } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { noSlice, ownerNeverSeen } from './never-seen.ts';

/** How many members an owner should have; no workload means pods without an owner. */
export interface MemberCount {
  readonly workload: WorkloadName | undefined;
  readonly count: number;
}

const DEPENDS_ON = ['object-seen'] as const;

/** The pod was a member of the Service and is one no longer. */
export function podLeaves(service: string, pod: ObjectRef): Claim {
  return {
    describe: `${pod.name} leaves service/${service}`,
    expected: 'it to leave',
    dependsOn: DEPENDS_ON,
    evaluate(facts) {
      const membership = membershipOf(facts, service);
      const spans = membership.pods.get(pod.uid)?.member ?? [];
      if (spans.length === 0) return never(facts, membership, pod);
      const holds = spans.at(-1)?.to !== undefined;
      return { holds, lastSeen: `${pod.name} ${holds ? 'left' : 'is still a member of'} service/${service}` };
    },
  };
}

/** The pod is a member of the Service. With `eventually` it says that the pod enters, or enters again. */
export function podStays(service: string, pod: ObjectRef): Claim {
  return {
    describe: `${pod.name} is a member of service/${service}`,
    expected: 'it to be a member',
    dependsOn: DEPENDS_ON,
    evaluate(facts) {
      const membership = membershipOf(facts, service);
      const spans = membership.pods.get(pod.uid)?.member ?? [];
      if (spans.length === 0) return never(facts, membership, pod);
      const holds = spans.at(-1)?.to === undefined;
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
