import { choosePods, ownerOf } from '../act/choose-pods.ts';
import { membershipOf } from '../analysis/membership.ts';
import { ExpectationFailed } from '../expect/verdict-errors.ts';
import type { ObjectRef, PodState } from '../timeline/facts.ts';
import type { PodGroup, PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';

/**
 * The pods that a step means, in a fixed order for fixed states: the oldest first, unless the newest was asked for.
 * @throws when there are too few, no such workload or Service, or when a pod of the last action is gone.
 */
export function selectPods(scenario: Scenario, selection: PodSelection): PodState[] {
  const present = scenario.present('Pod');
  if (selection !== 'subjects') return selection.flatMap((group) => selectGroup(scenario, group, present));
  return subjectPods(scenario).map(({ name, uid }) => {
    const pod = present.find((candidate) => candidate.uid === uid);
    if (pod === undefined)
      throw new Error(`${name}, the pod of the last action, is gone: nothing more can be done to it`);
    return pod;
  });
}

/** The pods that were last acted on. @throws ExpectationFailed when there are none: then "the pod" means nothing. */
export function subjectPods(scenario: Scenario): readonly ObjectRef[] {
  const pods = scenario.deeds.lastOf('Pod');
  if (pods.length > 0) return pods;
  const lastSeen = 'no action has concerned a pod';
  throw new ExpectationFailed(`${lastSeen}, so "the pod" means nothing here; expected a pod`, {
    wanted: 'a pod',
    lastSeen,
  });
}

function selectGroup(scenario: Scenario, { count, age, of }: PodGroup, present: readonly PodState[]): PodState[] {
  if (of.kind === 'label' || of.kind === 'unowned') {
    const pods = present.filter(({ labels, controller }) => {
      return of.kind === 'label' ? labels[of.key] === of.value : controller === undefined;
    });
    return choosePods(pods, { age, count: count === 'every' ? countAlive(pods) : count });
  }
  if (of.kind !== 'service') {
    const owner = ownerOf(of, scenario.present('Deployment', 'DaemonSet', 'ReplicaSet'));
    return choosePods(present, {
      owner,
      age,
      count: count === 'every' ? countAlive(ownedBy(present, owner.uids)) : count,
    });
  }
  const { members, known } = membershipOf(scenario.source.facts, of.name);
  if (!known) {
    const services = scenario.present('Service').map(({ name }) => `service/${name}`);
    throw new Error(
      `there is no service/${of.name} with endpoints; there is ${services.join(', ') || 'no Service at all'}`,
    );
  }
  const uids = new Set(members.map(({ uid }) => uid));
  const pods = present.filter(({ uid }) => uids.has(uid));
  return choosePods(pods, { age, count: count === 'every' ? pods.length : count });
}

function ownedBy(pods: readonly PodState[], owners: ReadonlySet<string>): PodState[] {
  return pods.filter(({ controller }) => controller !== undefined && owners.has(controller.uid));
}

/** How many there are to choose from; 1 for none, so that choosing says so. */
function countAlive(pods: readonly PodState[]): number {
  const alive = pods.filter(({ deletionTimestamp, phase }) => {
    return deletionTimestamp === undefined && phase !== 'Succeeded' && phase !== 'Failed';
  });
  return Math.max(1, alive.length);
}
