import type { Endpoint, EndpointSliceState, Fact, Instant } from '../timeline/facts.ts';
import { goneAt, type History, historiesOf, stateAt } from './histories.ts';
import { type Interval, type Run, runsOf } from './intervals.ts';

/** The pod behind an endpoint; an endpoint without a `targetRef` goes by its address, in both fields. */
export interface EndpointPod {
  readonly name: string;
  readonly uid: string;
}

/** The three conditions of an endpoint over a span of time. */
export interface EndpointInterval extends Interval {
  readonly ready: boolean;
  readonly serving: boolean;
  readonly terminating: boolean;
}

/** What the slices of a Service said of one pod. */
export interface PodMembership {
  readonly pod: EndpointPod;
  /** While it was listed at all. */
  readonly endpoints: readonly EndpointInterval[];
  /** While it was a member. */
  readonly member: readonly Interval[];
}

/** Pods that entered or left at one instant. */
export interface MembershipChange {
  readonly at: Instant;
  readonly entered: readonly EndpointPod[];
  readonly left: readonly EndpointPod[];
}

/** The membership of one Service over time. */
export interface Membership {
  readonly service: string;
  /** False when no slice of this Service was seen: then nothing is known, which is not the same as no members. */
  readonly known: boolean;
  readonly pods: ReadonlyMap<string, PodMembership>;
  readonly changes: readonly MembershipChange[];
  /** The members after the last fact. */
  readonly members: readonly EndpointPod[];
  /** Since when the set of members has been what it is; undefined when `known` is false. */
  readonly unchangedSince: Instant | undefined;
}

/**
 * Who was a member of a Service when, from all its EndpointSlices together.
 *
 * A **member** is a pod with a `ready` endpoint, because that is where kube-proxy sends new connections as long as there
 * is any (CategorizeEndpoints in pkg/proxy/topology.go). This is narrower than "an endpoint that is serving": a
 * terminating pod goes on `serving` its old connections, yet gets new ones only when no endpoint is ready, so it is no
 * member.
 *
 * The same pod may stand in two slices for a moment, by the EndpointSlice API's own text; it is what either says.
 *
 * @param facts of one scenario: Services of other namespaces may bear the same name
 */
export function membershipOf(facts: readonly Fact[], service: string): Membership {
  const slices = [...historiesOf(facts, 'EndpointSlice').values()].filter((h) => h[0].state.service === service);
  const instants = [...new Set(slices.flat().map(({ at }) => at))].sort((a, b) => a - b);
  const views = instants.map((at) => ({ at, endpoints: endpointsAt(slices, at) }));
  const pods = new Map<string, PodMembership>();
  for (const { endpoints } of views) {
    for (const [uid, { pod }] of endpoints) {
      if (pods.has(uid)) continue;
      const runs = runsOf(
        views.map((view) => ({ at: view.at, value: view.endpoints.get(uid) })),
        undefined,
        sameConditions,
      );
      pods.set(uid, { pod, endpoints: listed(runs), member: memberIntervals(runs) });
    }
  }
  const listedAt = slices.filter(([first]) => first.change === 'LISTED').map(([first]) => first.at);
  const changes = changesOf(new Set([instants[0], ...listedAt]), [...pods.values()]);
  const members = [...pods.values()].filter(({ member }) => member.at(-1)?.to === undefined && member.length > 0);
  return {
    service,
    known: slices.length > 0,
    pods,
    changes,
    members: members.map(({ pod }) => pod),
    unchangedSince: changes.at(-1)?.at ?? instants[0],
  };
}

type View = Pick<Endpoint, 'ready' | 'serving' | 'terminating'> & { readonly pod: EndpointPod };

function endpointsAt(slices: readonly History<EndpointSliceState>[], at: Instant): Map<string, View> {
  const union = new Map<string, View>();
  for (const slice of slices) {
    const gone = goneAt(slice);
    const endpoints = gone !== undefined && gone <= at ? [] : (stateAt(slice, at)?.endpoints ?? []);
    for (const { addresses, pod: target, ready, serving, terminating } of endpoints) {
      const address = addresses[0] ?? 'no address';
      const pod = target ?? { name: address, uid: address };
      const other = union.get(pod.uid);
      union.set(pod.uid, {
        pod,
        ready: ready || other?.ready === true,
        serving: serving || other?.serving === true,
        terminating: terminating && other?.terminating !== false,
      });
    }
  }
  return union;
}

function sameConditions(a: View | undefined, b: View | undefined): boolean {
  return a?.ready === b?.ready && a?.serving === b?.serving && a?.terminating === b?.terminating;
}

function listed(runs: readonly Run<View | undefined>[]): EndpointInterval[] {
  return runs.flatMap(({ from, to, value }) => {
    if (value === undefined) return [];
    const { ready, serving, terminating } = value;
    return [{ from, to, ready, serving, terminating }];
  });
}

function memberIntervals(runs: readonly Run<View | undefined>[]): Interval[] {
  const moments = runs.map(({ from, value }) => ({ at: from, value: value?.ready === true }));
  return runsOf(moments, undefined)
    .filter((run) => run.value)
    .map(({ from, to }) => ({ from, to }));
}

/** What watching began with entered before: nobody entered at those instants. */
function changesOf(beginnings: ReadonlySet<Instant | undefined>, pods: readonly PodMembership[]): MembershipChange[] {
  const entered = pods.flatMap(({ pod, member }) => member.map(({ from }) => ({ pod, at: from })));
  const left = pods.flatMap(({ pod, member }) => member.map(({ to }) => ({ pod, at: to })));
  const instants = new Set([...entered, ...left].map(({ at }) => at).filter((at) => !beginnings.has(at)));
  return [...instants]
    .filter((at) => at !== undefined)
    .sort((a, b) => a - b)
    .map((at) => ({
      at,
      entered: entered.filter((change) => change.at === at).map(({ pod }) => pod),
      left: left.filter((change) => change.at === at).map(({ pod }) => pod),
    }));
}
