import { formatDuration } from '../../analysis/durations.ts';
import { formatWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { type PodLife, podLives } from '../../analysis/pods.ts';
import { type Recreation, recreationsIn } from '../../analysis/recreations.ts';
import type { Fact, ObjectRef } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { ownerNeverSeen } from './never-seen.ts';
import { judgeSince, type Since } from './since.ts';

/**
 * The workload makes a pod before the pod has stopped (a ReplicaSet does not count what is terminating) or only afterwards (a
 * DaemonSet waits for the terminal phase); see `lossesOf`. Both are learned from one watch, so their order is certain.
 */
export function replacesWhen(workload: WorkloadName, pod: ObjectRef, order: 'before' | 'after', since: Since): Claim {
  const name = formatWorkload(workload);
  return about(`${name} replaces ${pod.name} ${order} it has stopped`, workload, since, (made, facts) => {
    const life = podLives(facts).get(pod.uid);
    const first = made[0];
    if (life === undefined || first === undefined) return { holds: false, lastSeen: `${name} recreated no pod` };
    const stopped = stoppedAt(life);
    const before = stopped === undefined || first.at < stopped;
    const span = stopped === undefined ? '' : ` by ${formatDuration(Math.abs(stopped - first.at))}`;
    const lastSeen = `${first.pod.name} was made ${before ? 'before' : 'after'} ${pod.name} had stopped${span}`;
    return { holds: before === (order === 'before'), final: true, lastSeen };
  });
}

/** The workload makes its new pods on the nodes of those of these pods that were its own: as many on each as there were. */
export function recreatesOnNodesOf(workload: WorkloadName, pods: readonly ObjectRef[], since: Since): Claim {
  const name = formatWorkload(workload);
  return about(`${name} recreates pods on the same nodes`, workload, since, (made, facts, from) => {
    const lives = podLives(facts);
    const own = pods.flatMap(({ uid }) => lives.get(uid) ?? []).filter((life) => isOwnedAt(life, from, name));
    const wanted = own.map(({ node }) => node ?? 'no node').sort();
    const actual = made.map(({ pod }) => lives.get(pod.uid)?.node ?? 'no node yet').sort();
    const lastSeen = `${name} recreated pods on ${actual.join(', ') || 'no node'}, those before were on ${wanted.join(', ')}`;
    return { holds: wanted.length > 0 && wanted.join() === actual.join(), lastSeen };
  });
}

/** The workload makes as many pods as it had on the node when the action was asked for, all of them on other nodes. */
export function recreatesElsewhere(workload: WorkloadName, node: ObjectRef, since: Since): Claim {
  const name = formatWorkload(workload);
  return about(`${name} recreates on other nodes what it had on ${node.name}`, workload, since, (made, facts, from) => {
    const lives = podLives(facts);
    const had = [...lives.values()].filter((life) => {
      const alive = (life.goneAt ?? Infinity) > from && life.firstSeen <= from;
      return alive && life.node === node.name && isOwnedAt(life, from, name);
    }).length;
    const nodes = made.map(({ pod }) => lives.get(pod.uid)?.node);
    const elsewhere = nodes.filter((each) => each !== undefined && each !== node.name).length;
    const lastSeen = `${name} had ${had} pods on ${node.name} and recreated ${elsewhere} elsewhere, ${made.length} in all`;
    return { holds: had > 0 && elsewhere === had && made.length === had, final: made.length > had, lastSeen };
  });
}

function about(
  describe: string,
  workload: WorkloadName,
  since: Since,
  evaluate: (made: readonly Recreation[], facts: readonly Fact[], from: number) => Evaluation,
): Claim {
  return {
    describe,
    expected: describe,
    dependsOn: ['object-seen', 'action-asked', 'action-acknowledged'],
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window }) => {
        const unknown = ownerNeverSeen(facts, workload);
        if (unknown !== undefined) return unknown;
        const made = recreationsIn(facts, window).get(formatWorkload(workload))?.recreations ?? [];
        return evaluate(made, facts, window.from);
      }),
  };
}

function isOwnedAt({ owners }: PodLife, at: number, workload: string): boolean {
  const owner = owners.findLast((each) => each.from <= at)?.workload;
  return owner !== undefined && formatWorkload(owner) === workload;
}

function stoppedAt({ terminal, goneAt }: PodLife): number | undefined {
  return terminal?.at ?? goneAt;
}
