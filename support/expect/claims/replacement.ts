import { formatDuration } from '../../analysis/durations.ts';
import { formatWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { type PodLife, podLives } from '../../analysis/pods.ts';
import { type Recreation, recreationsIn } from '../../analysis/recreations.ts';
import type { Fact, ObjectRef } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { ownerNeverSeen } from './never-seen.ts';
import { judgeSince, OBJECTS_SINCE, type Since } from './since.ts';

/**
 * The workload makes a pod before the pod has stopped (a ReplicaSet does not count what is terminating) or only afterwards (a
 * DaemonSet waits for the terminal phase); see `lossesOf`. Both are learned from one watch, so their order is certain.
 *
 * Of these pods those count that were the workload's own. A DaemonSet's are each compared with the new pod on their node. Which of
 * several pods a new one of another workload replaces nobody can tell: there `after` asks that all have stopped before the first is
 * made, as a Deployment that recreates does, and `before` does not hold of several.
 */
export function replacesWhen(
  workload: WorkloadName,
  pods: readonly ObjectRef[],
  order: 'before' | 'after',
  since: Since,
): Claim {
  const name = formatWorkload(workload);
  const names = pods.map((pod) => pod.name).join(', ');
  const describe = `${name} replaces ${names} ${order} ${pods.length > 1 ? 'they have' : 'it has'} stopped`;
  return about(describe, workload, since, (made, facts, from) => {
    const lives = podLives(facts);
    const own = pods.flatMap(({ uid }) => lives.get(uid) ?? []).filter((life) => isOwnedAt(life, from, name));
    if (own.length === 0) return { holds: false, lastSeen: `none of ${names} was a pod of ${name}` };
    if (own.length > 1 && workload.kind !== 'daemonset' && order === 'before') {
      const lastSeen = `of ${own.length} pods of ${name} nobody can tell which new pod replaces which; ask it of one pod`;
      return { holds: false, final: true, lastSeen };
    }
    const pairs = own.map((life) => ({ life, successor: successorOf(life, made, lives, workload) }));
    const told = pairs.flatMap(({ life, successor }) => (successor === undefined ? [] : [orderOf(life, successor)]));
    const wrong = told.find(({ before }) => before !== (order === 'before'));
    if (wrong !== undefined) return { holds: false, final: true, lastSeen: wrong.lastSeen };
    const missing = pairs.filter(({ successor }) => successor === undefined).map(({ life }) => life.ref.name);
    if (missing.length > 0) return { holds: false, lastSeen: `${name} made no pod for ${missing.join(', ')}` };
    return { holds: true, final: true, lastSeen: told.map(({ lastSeen }) => lastSeen).join('; ') };
  });
}

/** The pod that was made for another: of a DaemonSet the first on its node, else the first of all. */
function successorOf(
  { node }: PodLife,
  made: readonly Recreation[],
  lives: ReadonlyMap<string, PodLife>,
  { kind }: WorkloadName,
): Recreation | undefined {
  return kind === 'daemonset' ? made.find(({ pod }) => lives.get(pod.uid)?.node === node) : made[0];
}

function orderOf(life: PodLife, { at, pod }: Recreation): { readonly before: boolean; readonly lastSeen: string } {
  const stopped = stoppedAt(life);
  const before = stopped === undefined || at < stopped;
  const span = stopped === undefined ? '' : ` by ${formatDuration(Math.abs(stopped - at))}`;
  return {
    before,
    lastSeen: `${pod.name} was made ${before ? 'before' : 'after'} ${life.ref.name} had stopped${span}`,
  };
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
    dependsOn: OBJECTS_SINCE,
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
