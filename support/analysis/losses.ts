import type { Instant } from '../timeline/facts.ts';
import { sameWorkload, type WorkloadName } from './owners.ts';
import type { OwnerTransition } from './ownership.ts';
import type { PodLife } from './pods.ts';

/** A pod that a workload no longer counts, from an instant on: what a controller answers with a new pod. */
export interface Loss {
  readonly pod: PodLife;
  readonly at: Instant;
  readonly by: 'left' | 'deleted' | 'failed' | 'gone';
  /** For `left`: how the pod left its owner. */
  readonly transition: OwnerTransition | undefined;
}

/**
 * The pods that a workload lost, in order of time.
 *
 * A ReplicaSet counts a pod as lost as soon as it is terminating or in a terminal phase (FilterActivePods in
 * pkg/controller/controller_utils.go). A DaemonSet counts a terminating pod until its phase is terminal or it is gone
 * (getNodesToDaemonPods in pkg/controller/daemon/daemon_controller.go), so it answers later.
 */
export function lossesOf(lives: Iterable<PodLife>, workload: WorkloadName): Loss[] {
  const losses: Loss[] = [];
  for (const pod of lives) {
    for (const owned of pod.owners) {
      if (!sameWorkload(owned.workload, workload)) continue;
      const loss = workload.kind === 'daemonset' ? lostDaemon(pod, owned.to) : lostReplica(pod, owned.to);
      if (loss !== undefined && loss.at >= owned.from) losses.push(loss);
    }
  }
  return losses.sort((a, b) => a.at - b.at);
}

function lostReplica(pod: PodLife, ownedUntil: Instant | undefined): Loss | undefined {
  const inactive: Loss[] = [];
  if (pod.terminatingSince !== undefined) inactive.push(loss(pod, pod.terminatingSince, 'deleted'));
  if (pod.terminal !== undefined) inactive.push(loss(pod, pod.terminal.at, 'failed'));
  return earliest([...inactive, ...endOfOwnership(pod, ownedUntil)]);
}

function lostDaemon(pod: PodLife, ownedUntil: Instant | undefined): Loss | undefined {
  const { terminal, terminatingSince } = pod;
  const stopped =
    terminal !== undefined && terminatingSince !== undefined
      ? [loss(pod, Math.max(terminal.at, terminatingSince), terminal.at < terminatingSince ? 'failed' : 'deleted')]
      : [];
  return earliest([...stopped, ...endOfOwnership(pod, ownedUntil)]);
}

function endOfOwnership(pod: PodLife, ownedUntil: Instant | undefined): Loss[] {
  if (ownedUntil === undefined) return [];
  const transition = pod.transitions.find((change) => change.at === ownedUntil && change.kind !== 'adopted');
  if (transition !== undefined) return [{ pod, at: ownedUntil, by: 'left', transition }];
  if (pod.goneAt !== ownedUntil) return [];
  return [loss(pod, ownedUntil, (pod.terminatingSince ?? ownedUntil) === ownedUntil ? 'gone' : 'deleted')];
}

function loss(pod: PodLife, at: Instant, by: Loss['by']): Loss {
  return { pod, at, by, transition: undefined };
}

function earliest(losses: readonly Loss[]): Loss | undefined {
  return losses.toSorted((a, b) => a.at - b.at)[0];
}
