import { choosePods, type Owner, ownerOf } from '../act/choose-pods.ts';
import { nameOf } from '../act/names.ts';
import { membershipOf } from '../analysis/membership.ts';
import { formatLabels } from '../analysis/selectors.ts';
import { ExpectationFailed } from '../expect/verdict-errors.ts';
import type { Label } from '../labels.ts';
import type { ObjectRef, PodState } from '../timeline/facts.ts';
import { nodeNamed } from './node-named.ts';
import type { PodGroup, PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';
import { subjectNode } from './subject-node.ts';

/**
 * The pods that a step means, in a fixed order for fixed states: the oldest first, unless the newest was asked for.
 * @throws when there are too few, no such workload, Service or node, or when a pod of the last action is gone.
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

function selectGroup(scenario: Scenario, { count, age, of, on }: PodGroup, all: readonly PodState[]): PodState[] {
  const node = on === undefined ? undefined : nodeOf(scenario, on).name;
  const present = node === undefined ? all : all.filter((pod) => pod.node === node);
  const choose = (pods: readonly PodState[], owner?: Owner) =>
    choosePods(pods, {
      ...{ age, count: count === 'every' ? countAlive(pods) : count },
      ...(owner && { owner }),
      ...(node !== undefined && { node }),
    });
  switch (of.kind) {
    case 'label':
      return choose(podsLabelled(present, of));
    case 'unowned':
      return choose(present.filter(({ controller }) => controller === undefined));
    case 'name':
      return choose(podsNamed(present, of.name));
    case 'service': {
      const uids = membersOf(scenario, of.name);
      return choose(present.filter(({ uid }) => uids.has(uid)));
    }
    case 'deployment':
    case 'daemonset':
    case 'replicaset': {
      const owner = ownerOf(of, scenario.present('Deployment', 'DaemonSet', 'ReplicaSet'));
      return choose(ownedBy(present, owner.uids), owner);
    }
  }
}

function nodeOf(scenario: Scenario, on: NonNullable<PodGroup['on']>): ObjectRef {
  if (on === 'the node') return subjectNode(scenario);
  return nodeNamed(on.node, scenario.run.cluster.name, scenario.present('Node'));
}

function podsNamed(present: readonly PodState[], name: string): PodState[] {
  const found = present.filter((pod) => pod.name === name);
  if (found.length > 0) return found;
  throw new Error(`there is no pod/${name}; there is ${present.map(nameOf).join(', ') || 'no pod at all'}`);
}

function podsLabelled(present: readonly PodState[], { key, value }: Label): PodState[] {
  const found = present.filter(({ labels }) => labels[key] === value);
  if (found.length > 0) return found;
  const all = [
    ...new Set(present.flatMap(({ labels }) => Object.keys(labels).map((each) => formatLabels(labels, [each])))),
  ];
  throw new Error(`no pod is labelled ${key}=${value}; pods carry ${all.sort().join(', ') || 'no label at all'}`);
}

function membersOf(scenario: Scenario, service: string): ReadonlySet<string> {
  const { members, known } = membershipOf(scenario.source.facts, service);
  if (known) return new Set(members.map(({ uid }) => uid));
  const services = scenario.present('Service').map(nameOf).join(', ');
  throw new Error(`there is no service/${service} with endpoints; there is ${services || 'no Service at all'}`);
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
