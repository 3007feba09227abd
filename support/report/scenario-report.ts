import { actionsIn } from '../analysis/actions.ts';
import { breakdownOf, type DoorTally, type PodTally } from '../analysis/breakdown.ts';
import { type CauseCount, causeCounts, type FailedRequest, failedRequests, unexplained } from '../analysis/causes.ts';
import type { DegradedWindow } from '../analysis/degraded.ts';
import { disruptionOf } from '../analysis/disruption.ts';
import { type Ghost, ghostTraffic } from '../analysis/ghost-traffic.ts';
import { membersByOwner } from '../analysis/members-by-owner.ts';
import type { Outage } from '../analysis/outages.ts';
import { type Propagation, propagationsOf } from '../analysis/propagation.ts';
import { recreationsIn } from '../analysis/recreations.ts';
import { servicesWithSlices } from '../analysis/services.ts';
import type { Tally } from '../analysis/tally.ts';
import { lastTraffic, trafficIn } from '../analysis/traffic.ts';
import type { Fact, FactOf, Instant, MeterPriority, ProbeOutcome, StreamName, Verdict } from '../timeline/facts.ts';

/** How many pods of an owner, `deployment/rng` or `no owner`. */
export interface OwnerCount {
  readonly owner: string;
  readonly count: number;
}

/** The members of a Service when the scenario ended. */
export interface ServiceMembers {
  readonly service: string;
  readonly owners: readonly OwnerCount[];
}

/** An outage, times in ms; `fromMs` counts from the scenario's start. */
export interface OutageReport extends Pick<Outage, 'durationMs' | 'uncertainMs' | 'failed' | 'kind' | 'door' | 'open'> {
  readonly fromMs: number;
}

/** A time in which answers were slow, in ms; `fromMs` counts from the scenario's start. */
export interface DegradedReport extends Pick<DegradedWindow, 'durationMs' | 'slow' | 'worstMs'> {
  readonly fromMs: number;
}

/** New connections that reached a pod after it had left the Service, times in ms. */
export interface GhostReport extends Pick<Ghost, 'pod' | 'requests' | 'lastedMs'> {
  readonly service: string;
  /** When the EndpointSlice without the pod was seen, counted from the scenario's start. */
  readonly fromMs: number;
}

/** What a user's own script came to. */
export interface ScriptReport
  extends Pick<FactOf<'script-finished'>, 'script' | 'exitCode' | 'thresholds' | 'checks' | 'exceptions'> {}

/** How many requests there were, and how those failed that did. */
export interface TallyReport extends Pick<Tally, 'requests' | 'failed' | 'failureShareBelow'> {
  readonly failures: readonly { readonly outcome: ProbeOutcome; readonly count: number }[];
}

/** What the clients of one stream noticed, times in ms. */
export interface StreamReport extends TallyReport {
  readonly stream: StreamName;
  /** Each request once, by the node whose door it was sent to. */
  readonly doors: readonly (TallyReport & Pick<DoorTally, 'door'>)[];
  /** Each request once, by the pod that answered it, or that failed it as far as causes tell. */
  readonly pods: readonly (TallyReport & Pick<PodTally, 'pod'>)[];
  readonly longestOutageMs: number;
  /** The true length is this ± that. */
  readonly longestOutageUncertainMs: number;
  /** The longest time in which every answer took more than 200 ms. */
  readonly longestDegradedMs: number;
  readonly outages: readonly OutageReport[];
  readonly degraded: readonly DegradedReport[];
  /** Answers by the pod that gave them, most first. */
  readonly answers: readonly { readonly pod: string; readonly requests: number }[];
  /** Failures rank as slower than any answer; undefined where there was none. */
  readonly p50Ms: number | undefined;
  readonly p99Ms: number | undefined;
}

/** With what was measured, and how well it kept its own schedule; the numbers are undefined until the traffic stopped. */
export interface MeterReport {
  readonly name: string;
  readonly version: string;
  /** Of its generator; undefined in timelines of before it was told. */
  readonly priority: MeterPriority | undefined;
  readonly dropped: number | undefined;
  readonly lateP99Ms: number | undefined;
  readonly lateMaxMs: number | undefined;
}

/** One scenario, for people. */
export interface ScenarioReport {
  readonly id: string;
  readonly name: string;
  readonly feature: string;
  readonly rule: string | undefined;
  readonly uri: string;
  readonly line: number;
  readonly verdict: Verdict;
  readonly reason: string | undefined;
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  readonly seconds: number;
  /** Pods that were made again after the first action, by owner. */
  readonly recreated: readonly OwnerCount[];
  readonly members: readonly ServiceMembers[];
  readonly streams: readonly StreamReport[];
  readonly ghosts: readonly GhostReport[];
  /** Undefined where traffic came from no script, or it did not end. */
  readonly script: ScriptReport | undefined;
  /** How actions that took pods out of a Service made their way to its clients. */
  readonly propagations: readonly Propagation[];
  /** Of all failed requests, most frequent first. */
  readonly causes: readonly CauseCount[];
  /** Failed requests without a cause, of all failed ones, 0 to 1; 0 when none failed. */
  readonly unexplainedShare: number;
  readonly meter: MeterReport | undefined;
  /** Every failed request with its cause, in the order of sending. */
  readonly failed: readonly FailedRequest[];
  /** The facts of the scenario until it ended, for pictures and lists. */
  readonly facts: readonly Fact[];
}

/**
 * Reports one scenario from its own facts, until its end. A scenario that did not
 * end, because the run was killed, is broken.
 */
export function scenarioReport(started: FactOf<'scenario-started'>, own: readonly Fact[]): ScenarioReport {
  const finished = own.find((fact) => fact.type === 'scenario-finished');
  const facts = finished === undefined ? own : own.filter(({ at }) => at <= finished.at);
  const finishedAt = finished?.at ?? facts.reduce((latest, { at }) => Math.max(latest, at), started.at);
  const failed = failedRequests(facts);
  const { scenario: id, name, feature, rule, uri, line } = started;
  return {
    ...{ id, name, feature, rule, uri, line },
    verdict: finished?.verdict ?? 'broken',
    reason: finished === undefined ? 'the run ended before this scenario did' : finished.reason,
    startedAt: started.at,
    finishedAt,
    seconds: (finishedAt - started.at) / 1000,
    recreated: recreatedIn(facts),
    members: membersIn(facts),
    streams: streamsIn(facts, failed, started.at),
    ghosts: ghostsIn(facts, started.at),
    script: scriptIn(facts),
    propagations: membersIn(facts).flatMap(({ service }) => propagationsOf(facts, service)),
    causes: causeCounts(failed),
    unexplainedShare: unexplained(failed).length / Math.max(1, failed.length),
    meter: meterOf(facts),
    failed,
    facts,
  };
}

function recreatedIn(facts: readonly Fact[]): OwnerCount[] {
  const [first] = actionsIn(facts);
  if (first === undefined) return [];
  const found = recreationsIn(facts, { from: first.askedAt, to: undefined });
  return [...found].map(([owner, { recreations }]) => ({ owner, count: recreations.length })).sort(byOwner);
}

function membersIn(facts: readonly Fact[]): ServiceMembers[] {
  return servicesWithSlices(facts).map((service) => {
    const owners = [...(membersByOwner(facts, service) ?? [])].map(([owner, count]) => ({ owner, count }));
    return { service, owners: owners.sort(byOwner) };
  });
}

function ghostsIn(facts: readonly Fact[], start: Instant): GhostReport[] {
  return membersIn(facts).flatMap(({ service }) =>
    ghostTraffic(facts, service).map(({ pod, leftAt, requests, lastedMs }) => ({
      service,
      pod,
      fromMs: leftAt - start,
      requests,
      lastedMs,
    })),
  );
}

function scriptIn(facts: readonly Fact[]): ScriptReport | undefined {
  const finished = facts.findLast((fact) => fact.type === 'script-finished');
  if (finished === undefined) return undefined;
  const { script, exitCode, thresholds, checks, exceptions } = finished;
  return { script, exitCode, thresholds, checks, exceptions };
}

function streamsIn(facts: readonly Fact[], failed: readonly FailedRequest[], start: Instant): StreamReport[] {
  const breakdowns = new Map(breakdownOf(facts, failed).map((each) => [each.stream, each]));
  return disruptionOf(facts).map((disruption) => {
    const { stream, longestOutageMs, outages, degraded, latency, answers } = disruption;
    const { doors = [], pods = [] } = breakdowns.get(stream) ?? {};
    return {
      stream,
      ...tallyReport(disruption),
      doors: doors.map(({ door, ...tally }) => ({ door, ...tallyReport(tally) })),
      pods: pods.map(({ pod, ...tally }) => ({ pod, ...tallyReport(tally) })),
      longestOutageMs,
      longestOutageUncertainMs: outages.find(({ durationMs }) => durationMs === longestOutageMs)?.uncertainMs ?? 0,
      longestDegradedMs: Math.max(0, ...degraded.map(({ durationMs }) => durationMs)),
      outages: outages.map(({ from, durationMs, uncertainMs, failed: count, kind, door, open }) => ({
        ...{ fromMs: from - start, durationMs, uncertainMs, failed: count, kind, door, open },
      })),
      degraded: degraded.map(({ from, durationMs, slow, worstMs }) => ({
        ...{ fromMs: from - start, durationMs, slow, worstMs },
      })),
      answers: answers.map(({ pod, requests: count }) => ({ pod, requests: count })),
      p50Ms: latency.p50,
      p99Ms: latency.p99,
    };
  });
}

function tallyReport({ requests, failed, failures, failureShareBelow }: Tally): TallyReport {
  const counts = [...failures].map(([outcome, count]) => ({ outcome, count }));
  return { requests, failed, failures: counts, failureShareBelow };
}

function meterOf(facts: readonly Fact[]): MeterReport | undefined {
  const started = lastTraffic(facts);
  if (started === undefined) return undefined;
  const stopped = trafficIn(facts).findLast((fact) => fact.type === 'traffic-stopped');
  const { dropped } = stopped ?? {};
  // When a request of a user's script was due is not known.
  const { lateP99Ms, lateMaxMs } = started.script === undefined ? (stopped ?? {}) : {};
  const { meter, priority } = started;
  return { name: meter.name, version: meter.version, priority, dropped, lateP99Ms, lateMaxMs };
}

/** Deployments before DaemonSets, as the story is told; pods without an owner last. */
function byOwner(a: OwnerCount, b: OwnerCount): number {
  return rank(a.owner) - rank(b.owner) || a.owner.localeCompare(b.owner);
}

function rank(owner: string): number {
  const order = ['deployment/', 'daemonset/', 'replicaset/'].findIndex((kind) => owner.startsWith(kind));
  return order === -1 ? 3 : order;
}
