import { contains, type Interval } from '../../analysis/intervals.ts';
import type { Membership } from '../../analysis/membership.ts';
import { formatWorkload } from '../../analysis/owners.ts';
import type { PodLife } from '../../analysis/pods.ts';
import type { Instant } from '../../timeline/facts.ts';

/** What a pod was to the Service: being started, running but not a member, a member, or on its way out. */
export type PodPhase = 'pending' | 'ready' | 'member' | 'terminating';

/** A span in which nothing about a pod changed that a picture shows. */
export interface PhaseSpan extends Interval {
  readonly phase: PodPhase;
  /** `deployment/rng`, undefined for none. */
  readonly owner: string | undefined;
}

/** The life of a pod in spans, in order of time. */
export function phasesOf(pod: PodLife, memberships: readonly Membership[]): PhaseSpan[] {
  const member = memberships.flatMap(({ pods }) => pods.get(pod.ref.uid)?.member ?? []);
  const instants = new Set<Instant>([pod.firstSeen]);
  for (const { from, to } of [...member, ...pod.ready, ...pod.owners]) {
    instants.add(from);
    if (to !== undefined) instants.add(to);
  }
  if (pod.terminatingSince !== undefined) instants.add(pod.terminatingSince);
  const end = pod.goneAt ?? Number.POSITIVE_INFINITY;
  const turns = [...instants].filter((at) => at >= pod.firstSeen && at < end).sort((a, b) => a - b);
  return turns.map((from, index) => {
    const workload = pod.owners.find((owner) => contains(owner, from))?.workload;
    return {
      from,
      to: turns[index + 1] ?? pod.goneAt,
      phase: phaseAt(pod, member, from),
      owner: workload === undefined ? undefined : formatWorkload(workload),
    };
  });
}

function phaseAt(pod: PodLife, member: readonly Interval[], at: Instant): PodPhase {
  if (pod.terminatingSince !== undefined && at >= pod.terminatingSince) return 'terminating';
  if (member.some((interval) => contains(interval, at))) return 'member';
  return pod.ready.some((interval) => contains(interval, at)) ? 'ready' : 'pending';
}
