import type { Fact } from '../timeline/facts.ts';
import { actionsIn } from './actions.ts';
import type { Cause, CauseKind, Explain } from './cause.ts';
import { conntrackCauses } from './cause-conntrack.ts';
import { machineCauses } from './cause-machine.ts';
import { membershipCauses } from './cause-membership.ts';
import { nodeCauses } from './cause-node.ts';
import { podCauses } from './cause-pod.ts';
import { type Membership, membershipOf } from './membership.ts';
import { openedBeyond, openedDoors } from './opened-doors.ts';
import { podLives } from './pods.ts';
import { localDoors, routingOf } from './routing.ts';
import { type Sample, type SentIn, samplesByStream } from './samples.ts';
import { servicesWithTraffic } from './services.ts';

/** A request that failed, and why; `cause` is undefined when nothing on the timeline explains it. */
export interface FailedRequest {
  readonly sample: Sample;
  readonly cause: Cause | undefined;
}

/**
 * Every failed request with its cause, by when they were sent. A cause is a span of time, known from the facts, in which
 * requests such as this one must be expected to fail; the most particular one that covers the request is given. It tells
 * what could have failed the request, not that it did: what several causes cover is told by the first of them.
 *
 * @param sent without `from`, since traffic was known to flow
 */
export function failedRequests(facts: readonly Fact[], sent: SentIn = {}): FailedRequest[] {
  const samples = samplesByStream(facts, sent);
  const failed = [...samples.values()].flat().filter(({ outcome }) => outcome !== 'ok');
  if (failed.length === 0) return [];
  const explain = explanations(facts);
  return failed
    .sort((a, b) => a.startedAt - b.startedAt)
    .map((sample) => ({ sample, cause: firstOf(explain, sample) }));
}

/** Those that nothing explains. A failure at the untouched target explains itself: it makes the scenario invalid. */
export function unexplained(failed: readonly FailedRequest[]): FailedRequest[] {
  return failed.filter(({ cause }) => cause === undefined);
}

/** How many requests failed of one cause. */
export interface CauseCount {
  readonly cause: CauseKind | 'unexplained';
  readonly requests: number;
}

/** Counts causes, the most frequent first. */
export function causeCounts(failed: readonly FailedRequest[]): CauseCount[] {
  const kind = ({ cause }: FailedRequest): CauseCount['cause'] => cause?.kind ?? 'unexplained';
  return [...Map.groupBy(failed, kind)]
    .map(([cause, { length }]) => ({ cause, requests: length }))
    .sort((a, b) => b.requests - a.requests || a.cause.localeCompare(b.cause));
}

function explanations(facts: readonly Fact[]): Explain[] {
  const samples = [...samplesByStream(facts, { from: Number.NEGATIVE_INFINITY }).values()].flat();
  const lives = [...podLives(facts).values()];
  const memberships = servicesWithTraffic(facts).map((service) => membershipOf(facts, service));
  const actions = actionsIn(facts);
  const opened = openedDoors(samples);
  const machine = machineCauses(facts);
  const nodes = nodeCauses(facts, lives, { opened, beyond: openedBeyond(samples, lives) });
  const services = memberships.flatMap(ofService);
  // Last: what is remembered explains only what nothing else does.
  const remembered = conntrackCauses(samples, (sample) => firstOf([machine, nodes, ...services], sample));
  return [machine, nodes, ...services, remembered];

  function ofService(membership: Membership): Explain[] {
    if (!membership.known) return [];
    const leadsTo = routingOf(facts, membership.service).local ? localDoors(facts) : undefined;
    const { seen, ahead } = membershipCauses(membership, opened, actions, leadsTo);
    // After its pods: what one of them explains is not put down to our being late.
    return [seen, podCauses(membership, lives, samples, actions), ahead];
  }
}

function firstOf(explain: readonly Explain[], sample: Sample): Cause | undefined {
  for (const each of explain) {
    const cause = each(sample);
    if (cause !== undefined) return cause;
  }
  return undefined;
}
