import type { Fact, Instant } from '../timeline/facts.ts';
import { pods } from './counting.ts';
import { SIGHT_MS } from './delays.ts';
import { goneAt, historiesOf } from './histories.ts';
import { formatWorkload, sameWorkload, type WorkloadName } from './owners.ts';
import { isActiveAt, ownerAt, type PodLife } from './pods.ts';
import { drivenOut, nodeRemoved } from './taken-by-node.ts';
import { templateHash } from './template-hash.ts';
import { workloadAt, workloadHistories } from './workloads.ts';

/** What is said of a deletion without a reason. */
export const UNEXPLAINED = 'nothing on the timeline explains it';

/** Why the cluster deleted a pod of a workload, in a sentence that follows from facts alone. */
export function reasonOfDeletion(
  facts: readonly Fact[],
  lives: ReadonlyMap<string, PodLife>,
  pod: PodLife,
  workload: WorkloadName,
  at: Instant,
): string {
  const owner = formatWorkload(workload);
  const state = workloadAt(workloadHistories(facts, workload), at);
  if (state?.deletionTimestamp !== undefined) return `${owner} was deleted, and its pods with it`;
  const gone = controllerGoneBefore(facts, pod, at);
  if (gone !== undefined) return `${gone} was deleted, and its pods with it`;
  const nodes = [...historiesOf(facts, 'Node').values()];
  const removed = nodeRemoved(nodes, pod, at);
  if (removed !== undefined) return removed;
  if (pod.terminal !== undefined && pod.terminal.at < at) return `it had failed, and ${owner} deletes failed pods`;
  const owned = [...lives.values()].filter((life) => sameWorkload(ownerAt(life, at - MOMENT_MS), workload));
  const rollout = `${owner} rolls out a new pod template`;
  // It makes pods too many itself.
  if (isOutdated(pod, lives, workload, at)) return rollout;
  const active = owned.filter((life) => isActiveAt(life, at - MOMENT_MS));
  const reason =
    workload.kind === 'daemonset' ? surplusDaemon(pod, active, owner) : surplusReplica(active, state?.desired, owner);
  if (reason !== undefined) return reason;
  if (isOutdated(pod, lives, workload, at + ROLLOUT_MS)) return rollout;
  return drivenOut(nodes, pod, workload, at) ?? UNEXPLAINED;
}

/** The pod's controller, `replicaset/rng-6d4dd66654`, when it was gone already: the garbage collector then deletes its pods. */
function controllerGoneBefore(facts: readonly Fact[], pod: PodLife, at: Instant): string | undefined {
  const controller = pod.owners.findLast(({ from }) => from < at)?.controller;
  if (controller === undefined) return undefined;
  const history = historiesOf(facts, 'Deployment', 'ReplicaSet', 'DaemonSet').get(controller.uid);
  const goneSince = history === undefined ? undefined : goneAt(history);
  if (goneSince === undefined || goneSince > at + SIGHT_MS) return undefined;
  return `${controller.kind.toLowerCase()}/${controller.name}`;
}

/** Just before an instant: the pod in question is deleted at it, and gone at it without a grace period. */
const MOMENT_MS = 0.001;

/**
 * Of several daemons on a node all but the oldest go (podsShouldBeOnNode in pkg/controller/daemon/daemon_controller.go).
 * An adopted pod that stays alone lacks the current revision hash, and the rolling update replaces it (daemon/update.go).
 */
function surplusDaemon(pod: PodLife, active: readonly PodLife[], owner: string): string | undefined {
  const others = active.filter((life) => life !== pod && life.node === pod.node && life.node !== undefined);
  const stranger = others.find(wasAdopted);
  const keeps = `and of several on a node keeps the oldest`;
  if (wasAdopted(pod)) {
    const [other] = others;
    if (other !== undefined) return `${owner} adopted it beside ${other.ref.name} on ${pod.node}, ${keeps}`;
    return `${owner} had adopted it, and replaces a pod without the hash of its current template`;
  }
  if (stranger !== undefined) return `${owner} adopted ${stranger.ref.name} on ${pod.node}, ${keeps}`;
  return undefined;
}

function surplusReplica(active: readonly PodLife[], desired: number | undefined, owner: string): string | undefined {
  if (desired === undefined || active.length <= desired) return undefined;
  const adopted = active.find(wasAdopted);
  const because = adopted === undefined ? '' : `, since it adopted ${adopted.ref.name}`;
  return `${owner} had ${pods(active.length)} and wants ${desired}${because}`;
}

function wasAdopted(pod: PodLife): boolean {
  return pod.transitions.at(-1)?.kind === 'adopted';
}

/** Whether the workload has made pods of another template than this one's since, up to an instant. */
function isOutdated(
  pod: PodLife,
  lives: ReadonlyMap<string, PodLife>,
  workload: WorkloadName,
  until: Instant,
): boolean {
  const made = [...lives.values()].filter((life) => life.firstSeen >= pod.firstSeen && life.firstSeen < until);
  const hash = templateHash(pod, workload);
  return hash !== undefined && made.some((life) => (templateHash(life, workload) ?? hash) !== hash);
}

/** Who deletes the old pod first, as a DaemonSet does, makes the new one when it has stopped: how far to look ahead for it. */
const ROLLOUT_MS = 60_000;
