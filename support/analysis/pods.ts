import type { ControllerRef, Fact, Instant, ObjectRef, PodState } from '../timeline/facts.ts';
import { goneAt, type History, historiesOf, momentsOf } from './histories.ts';
import { contains, type Interval, runsOf } from './intervals.ts';
import { ownersFrom, type WorkloadName } from './owners.ts';
import { type OwnerInterval, type OwnerTransition, ownerIntervalsOf, ownerTransitionsOf } from './ownership.ts';
import { selectorsFrom } from './workloads.ts';

/** A label that came, went or got another value. */
export interface LabelChange {
  readonly at: Instant;
  readonly key: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** How a pod came to an end that it never leaves again. */
export interface Terminal {
  readonly at: Instant;
  readonly phase: 'Succeeded' | 'Failed';
  /** `status.reason`, such as `Evicted`. */
  readonly reason: string | undefined;
}

/** The whole life of one pod, as far as the timeline saw it. Instants are those of the harness, except `createdAt`. */
export interface PodLife {
  readonly ref: ObjectRef;
  readonly firstSeen: Instant;
  /** Seen being made. False: it was there when watching began, so its beginning is unknown. */
  readonly born: boolean;
  /** `metadata.creationTimestamp`: the API server's clock, whole seconds. */
  readonly createdAt: Instant;
  readonly node: string | undefined;
  readonly scheduledAt: Instant | undefined;
  readonly runningAt: Instant | undefined;
  /** While the condition Ready was True. */
  readonly ready: readonly Interval[];
  /** Since when `metadata.deletionTimestamp` was set. */
  readonly terminatingSince: Instant | undefined;
  /** Since when the phase was Succeeded or Failed, which a pod never leaves again. */
  readonly terminal: Terminal | undefined;
  readonly goneAt: Instant | undefined;
  readonly labelChanges: readonly LabelChange[];
  readonly owners: readonly OwnerInterval[];
  readonly transitions: readonly OwnerTransition[];
  readonly last: PodState;
  readonly history: History<PodState>;
}

/** The lives of all pods on the timeline by uid, in order of first sight. */
export function podLives(facts: readonly Fact[]): ReadonlyMap<string, PodLife> {
  const owners = ownersFrom(facts);
  const selectors = selectorsFrom(facts);
  const lives = new Map<string, PodLife>();
  for (const [uid, history] of historiesOf(facts, 'Pod')) {
    const intervals = ownerIntervalsOf(history, owners);
    lives.set(uid, {
      ...lifeOf(history),
      owners: intervals,
      transitions: ownerTransitionsOf(history, owners, selectors),
    });
  }
  return lives;
}

/** The owner of a pod at an instant; undefined when it has none or did not exist. */
export function ownerAt(life: PodLife, at: Instant): WorkloadName | undefined {
  return ownershipAt(life, at)?.workload;
}

/** The same for what has it in hand itself: of a Deployment's pod the ReplicaSet. */
export function controllerAt(life: PodLife, at: Instant): ControllerRef | undefined {
  return ownershipAt(life, at)?.controller;
}

function ownershipAt(life: PodLife, at: Instant): OwnerInterval | undefined {
  return life.owners.findLast((owner) => contains(owner, at));
}

/** Whether controllers count a pod at an instant: it is there, not terminating and in no terminal phase. */
export function isActiveAt(life: PodLife, at: Instant): boolean {
  const ends = [deletedAt(life), life.terminal?.at].filter((end) => end !== undefined);
  return life.firstSeen <= at && ends.every((end) => at < end);
}

/** When a pod's deletion was first seen: terminating, or gone at once; undefined while nobody has deleted it. */
export function deletedAt(life: PodLife): Instant | undefined {
  return life.terminatingSince ?? life.goneAt;
}

function lifeOf(history: History<PodState>): Omit<PodLife, 'owners' | 'transitions'> {
  const [first] = history;
  const last = history.at(-1)?.state ?? first.state;
  const firstAt = (when: (pod: PodState) => boolean) => history.find(({ state }) => when(state))?.at;
  const readyRuns = runsOf(
    momentsOf(history, (pod) => pod.ready),
    goneAt(history),
  );
  const { kind, namespace, name, uid } = first.state;
  return {
    ref: { kind, namespace, name, uid },
    firstSeen: first.at,
    born: first.change === 'ADDED',
    createdAt: first.state.createdAt,
    node: history.find(({ state }) => state.node !== undefined)?.state.node,
    scheduledAt: firstAt((pod) => pod.node !== undefined),
    runningAt: firstAt((pod) => pod.phase === 'Running'),
    ready: readyRuns.filter((run) => run.value).map(({ from, to }) => ({ from, to })),
    terminatingSince: firstAt((pod) => pod.deletionTimestamp !== undefined),
    terminal: terminalOf(history),
    goneAt: goneAt(history),
    labelChanges: labelChangesOf(history),
    last,
    history,
  };
}

function terminalOf(history: History<PodState>): Terminal | undefined {
  for (const { at, state } of history) {
    const { phase, phaseReason: reason } = state;
    if (phase === 'Succeeded' || phase === 'Failed') return { at, phase, reason };
  }
  return undefined;
}

function labelChangesOf(history: History<PodState>): LabelChange[] {
  const changes: LabelChange[] = [];
  let before = history[0].state.labels;
  for (const { at, state } of history) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(state.labels)])) {
      const [from, to] = [before[key], state.labels[key]];
      if (from !== to) changes.push({ at, key, from, to });
    }
    before = state.labels;
  }
  return changes;
}
