import { causeCounts, failedRequests } from '../../analysis/causes.ts';
import type { Disruption } from '../../analysis/disruption.ts';
import { formatDuration } from '../../analysis/durations.ts';
import { membershipOf } from '../../analysis/membership.ts';
import { localDoors, routingOf } from '../../analysis/routing.ts';
import { type Sample, samplesByStream } from '../../analysis/samples.ts';
import { settledUntil } from '../../analysis/settled.ts';
import { doorsOf, lastTraffic } from '../../analysis/traffic.ts';
import type { Fact, Instant } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { serviceNeverSeen } from './never-seen.ts';
import { SAMPLE_GRACE_MS, unmeasured } from './once-settled.ts';
import { streamsToService, totalOf } from './to-service.ts';

/** Requests by when they were sent: from `from` on, before `until`. */
export interface Sent {
  readonly from: Instant;
  readonly until: Instant;
}

const DEPENDS_ON = ['probe-sample', 'traffic-stopped'] as const;

/**
 * No request to the Service failed that was sent in the span. Ask it with `eventually`: it holds once every such request
 * has ended, and fails at the first that failed; `until` may lie in the future. Without a request it is invalid.
 */
export function noRequestFailed(sent: Sent): Claim {
  return failedAtMost(0, sent);
}

/** At most this share of the requests to the Service failed, 0 to 100. Ask it with `eventually`, as `noRequestFailed`. */
export function failedAtMost(percent: number, { from, until }: Sent): Claim {
  return {
    describe: percent === 0 ? 'no request failed' : `at most ${percent} % of the requests failed`,
    expected: percent === 0 ? 'none' : `at most ${percent} %`,
    dependsOn: DEPENDS_ON,
    graceMs: SAMPLE_GRACE_MS,
    evaluate(facts) {
      const streams = streamsToService(facts, { from, until });
      const { requests, failed, told: lastSeen } = totalOf(streams);
      const counts = streams.filter((stream) => stream.failed > 0).map(describeStream);
      const told = () => [...counts, ...reasons(facts, { from, to: until })];
      const settlement = settledUntil(facts, until);
      if (settlement === 'no-traffic') return unmeasured('no traffic was started');
      if (percent === 0 && failed > 0) return { holds: false, final: true, lastSeen, details: told() };
      if (settlement === 'pending') {
        const blind = 'requests sent before the end of the span have left no sample';
        return { holds: false, lastSeen: `${lastSeen} so far, others are under way`, details: counts, blind };
      }
      if (requests === 0) return unmeasured('no request was sent');
      const holds = failed <= (requests * percent) / 100;
      return { holds, final: true, lastSeen, details: holds ? counts : told() };
    },
  };
}

/**
 * Every member of the Service has answered a fresh request that was sent from an instant on, and the last request at every
 * node's door was answered: each kube-proxy has its rules. With session affinity a door sends us to one pod, so the answered doors must
 * do; with the external traffic policy `Local` the doors of nodes without a member lead nowhere, so they need not answer.
 */
export function trafficFlows(service: string, from: Instant): Claim {
  return {
    describe: `traffic reaches every member of service/${service} through every door`,
    expected: 'all members to answer',
    dependsOn: ['probe-sample', 'object-seen'],
    evaluate(facts) {
      const { members } = membershipOf(facts, service);
      const { sticky, local } = routingOf(facts, service);
      const fresh = samplesByStream(facts, { from }).get('fresh') ?? [];
      const answered = new Set(fresh.filter(({ outcome }) => outcome === 'ok').map(({ pod }) => pod));
      const silent = sticky ? [] : members.filter(({ name }) => !answered.has(name)).map(({ name }) => name);
      const leadsTo = local ? localDoors(facts) : () => true;
      const closed = closedDoors(facts, fresh).filter((door) => members.some(({ uid }) => leadsTo(door, uid)));
      if (members.length === 0) return noMember(facts, service);
      if (silent.length > 0) return unreached(`${silent.join(', ')} gave no answer to ${requests(fresh.length)}`);
      if (closed.length > 0) return unreached(`no answer through the door of ${closed.join(', ')}`);
      const lastSeen = sticky ? 'every door answered, by session affinity' : `all ${members.length} members answered`;
      return { holds: true, lastSeen };
    },
  };
}

/** Every member of the Service has answered over a connection that is kept, opened from an instant on. */
export function keptTrafficFlows(service: string, from: Instant): Claim {
  return leadsToAll(service, 'kept connection', (facts) => samplesByStream(facts, { from }).get('keepalive') ?? []);
}

/** Every member of the Service has answered one of these requests, with session affinity some member. @param way that they took: a "kept connection". */
export function leadsToAll(service: string, way: string, requestsOf: (facts: readonly Fact[]) => Sample[]): Claim {
  return {
    describe: `a ${way} leads to every member of service/${service}`,
    expected: 'all members to answer',
    dependsOn: ['probe-sample', 'object-seen'],
    evaluate(facts) {
      const { members } = membershipOf(facts, service);
      const kept = requestsOf(facts);
      const answered = new Set(kept.filter(({ outcome }) => outcome === 'ok').map(({ pod }) => pod));
      const silent = members.filter(({ name }) => !answered.has(name)).map(({ name }) => name);
      if (members.length === 0) return noMember(facts, service);
      if (routingOf(facts, service).sticky && silent.length < members.length) {
        return { holds: true, lastSeen: `${way}s lead to some members, by session affinity` };
      }
      if (silent.length > 0) return unreached(`${silent.join(', ')} answered over no ${way}`);
      return { holds: true, lastSeen: `${way}s lead to all ${members.length} members` };
    },
  };
}

function requests(count: number): string {
  return `${count} request${count === 1 ? '' : 's'}`;
}

function noMember(facts: readonly Fact[], service: string): Evaluation {
  return serviceNeverSeen(facts, service) ?? unreached(`service/${service} has no member`);
}

function unreached(lastSeen: string): Evaluation {
  return { holds: false, lastSeen };
}

/** The nodes whose door was last knocked at in vain, or never. */
function closedDoors(facts: readonly Fact[], fresh: readonly Sample[]): string[] {
  return doorsOf(lastTraffic(facts)).filter((node) => fresh.findLast(({ door }) => door === node)?.outcome !== 'ok');
}

function describeStream({ stream, failed, requests, failures, longestOutageMs }: Disruption): string {
  const kinds = [...failures].map(([outcome, count]) => `${count} ${outcome}`).join(', ');
  const outage = formatDuration(Math.round(longestOutageMs));
  return `${stream}: ${failed} of ${requests} (${kinds}), longest outage ${outage}`;
}

/** Why requests failed, the first of each kind of cause as an example. */
function reasons(facts: readonly Fact[], sent: { readonly from: Instant; readonly to: Instant }): string[] {
  const failed = failedRequests(facts, sent).filter(({ sample }) => sample.stream !== 'control');
  return causeCounts(failed).map(({ cause, requests: count }) => {
    const example = failed.find((each) => (each.cause?.kind ?? 'unexplained') === cause)?.cause?.text;
    return `why: ${requests(count)} ${example === undefined ? 'without a cause on the timeline' : `because ${example}`}`;
  });
}
