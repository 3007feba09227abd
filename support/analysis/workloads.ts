import type { Fact, Instant, WorkloadState } from '../timeline/facts.ts';
import { type History, historiesOf, stateAt } from './histories.ts';
import type { WorkloadName } from './owners.ts';
import type { Labels } from './selectors.ts';

const KINDS = { deployment: 'Deployment', daemonset: 'DaemonSet', replicaset: 'ReplicaSet' } as const;

/** The selector of every controller on the timeline by uid. It is immutable in apps/v1, so one per uid is enough. */
export function selectorsFrom(facts: readonly Fact[]): ReadonlyMap<string, Labels> {
  const selectors = new Map<string, Labels>();
  for (const [uid, [first]] of historiesOf(facts, 'Deployment', 'ReplicaSet', 'DaemonSet')) {
    selectors.set(uid, first.state.selector);
  }
  return selectors;
}

/** Every object that has borne this name, oldest first: a workload that was deleted and made again has two. */
export function workloadHistories(facts: readonly Fact[], workload: WorkloadName): History<WorkloadState>[] {
  const histories = [...historiesOf(facts, KINDS[workload.kind]).values()];
  return histories.filter(([first]) => first.state.name === workload.name).sort((a, b) => a[0].at - b[0].at);
}

/** The state of a workload at an instant: of the youngest object of that name; undefined when there is none. */
export function workloadAt(
  histories: readonly History<WorkloadState>[],
  at: Instant = Number.POSITIVE_INFINITY,
): WorkloadState | undefined {
  const history = histories.findLast(([first]) => first.at <= at);
  if (history === undefined) return undefined;
  const last = history.at(-1);
  return last?.change === 'DELETED' && last.at <= at ? undefined : stateAt(history, at);
}

/**
 * Since when a workload had all its pods for the first time. Pods made before are its first ones and replace nothing.
 * A workload that was there when watching began, or that was never seen itself, counts as filled from the start. One that wants
 * none has them all as soon as its controller has seen it, but for a DaemonSet, which wants none before its controller has counted
 * the nodes.
 */
export function filledSince(histories: readonly History<WorkloadState>[]): Instant {
  const [first] = histories;
  if (first === undefined || first[0].change === 'LISTED') return Number.NEGATIVE_INFINITY;
  const filled = histories
    .flat()
    .find(
      ({ state }) =>
        (state.kind !== 'DaemonSet' || state.desired > 0) &&
        state.current >= state.desired &&
        state.observedGeneration >= state.generation,
    );
  return filled?.at ?? Number.POSITIVE_INFINITY;
}

/** How many pods a workload wanted before and after a change of that number. */
export interface DesiredChange {
  readonly at: Instant;
  readonly from: number;
  readonly to: number;
}

/** The last time, up to an instant, that a workload came to want more pods. */
export function lastRise(histories: readonly History<WorkloadState>[], until: Instant): DesiredChange | undefined {
  return desiredChanges(histories).findLast(({ from, to, at }) => to > from && at <= until);
}

/** All such changes, in order of time. */
export function desiredChanges(histories: readonly History<WorkloadState>[]): DesiredChange[] {
  return histories.flatMap((history) =>
    history.slice(1).flatMap((sighting, index) => {
      const from = history[index]?.state.desired ?? 0;
      const to = sighting.state.desired;
      return from === to ? [] : [{ at: sighting.at, from, to }];
    }),
  );
}
