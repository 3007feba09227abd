import type { Fact, Instant } from '../timeline/facts.ts';
import { contains } from './intervals.ts';
import { type Membership, membershipOf, type PodMembership } from './membership.ts';
import { type Sample, samplesByStream } from './samples.ts';

/** New connections that reached a pod after it had left the Service. */
export interface Ghost {
  readonly pod: string;
  readonly uid: string;
  /** When the EndpointSlice without it was seen. */
  readonly leftAt: Instant;
  readonly requests: number;
  /** How long after `leftAt` the last of them was sent, in ms. */
  readonly lastedMs: number;
  readonly samples: readonly Sample[];
}

/**
 * Answers over new connections from pods that were no members when the request was sent. A few of them right after the
 * slice changed are normal: kube-proxy programs a change up to one `minSyncPeriod` later (1 s in kind).
 *
 * While no endpoint is ready, kube-proxy falls back on terminating ones that still serve (CategorizeEndpoints in
 * pkg/proxy/topology.go): answers from those are no ghosts.
 */
export function ghostTraffic(facts: readonly Fact[], service: string): Ghost[] {
  const membership = membershipOf(facts, service);
  const fresh = samplesByStream(facts).get('fresh') ?? [];
  return [...membership.pods.values()].flatMap((pod) => ghostsOf(pod, membership, fresh));
}

function ghostsOf(pod: PodMembership, membership: Membership, fresh: readonly Sample[]): Ghost[] {
  return pod.member.flatMap(({ to: leftAt }, index) => {
    if (leftAt === undefined) return [];
    const absence = { from: leftAt, to: pod.member[index + 1]?.from };
    const samples = fresh.filter((sample) => {
      const answered = sample.pod === pod.pod.name && sample.connection === 'new';
      // A request may wait until the pod is back, and is then answered by a member.
      return (
        answered &&
        contains(absence, sample.startedAt) &&
        contains(absence, sample.at) &&
        !isFallback(pod, membership, sample.startedAt)
      );
    });
    const last = samples.at(-1);
    if (last === undefined) return [];
    const { name, uid } = pod.pod;
    return [{ pod: name, uid, leftAt, requests: samples.length, lastedMs: last.startedAt - leftAt, samples }];
  });
}

function isFallback(pod: PodMembership, membership: Membership, at: Instant): boolean {
  const drains = pod.endpoints.some((endpoint) => endpoint.serving && endpoint.terminating && contains(endpoint, at));
  if (!drains) return false;
  return ![...membership.pods.values()].some(({ member }) => member.some((interval) => contains(interval, at)));
}
