import type { ControllerRef } from '../timeline/facts.ts';
import { SIGHT_MS } from './delays.ts';
import { stateAt } from './histories.ts';
import type { Loss } from './losses.ts';
import { controllerAt, isActiveAt } from './pods.ts';
import type { Creation, WorkloadContext } from './why-created.ts';

/**
 * Which loss each creation answers, where it answers one: each answers one creation, of the controller that had the pod. Of a
 * DaemonSet it is the latest on the same node, else the one that has waited longest.
 */
export function answeredLosses(creations: readonly Creation[], context: WorkloadContext): ReadonlyMap<Creation, Loss> {
  const unanswered = context.losses.filter((loss) => asksForAnother(loss, context));
  const answered = new Map<Creation, Loss>();
  for (const creation of creations.toSorted((a, b) => a.at - b.at)) {
    const maker = creation.pod.owners[0]?.controller?.uid;
    const earlier = unanswered.filter((loss) => loss.at <= creation.at && loserOf(loss)?.uid === maker);
    const loss = context.workload.kind === 'daemonset' ? lossOnNode(earlier, creation) : earlier[0];
    if (loss === undefined) continue;
    unanswered.splice(unanswered.indexOf(loss), 1);
    answered.set(creation, loss);
  }
  return answered;
}

function lossOnNode(losses: readonly Loss[], { node }: Creation): Loss | undefined {
  const sameNode = losses.findLast(({ pod }) => pod.node === node);
  return sameNode ?? losses.find(({ pod }) => node === undefined || pod.node === undefined);
}

function loserOf({ pod, at, transition }: Loss): ControllerRef | undefined {
  return transition?.controller ?? pod.owners.findLast(({ from, controller }) => from <= at && controller)?.controller;
}

/**
 * Whether the controller had too few pods without the lost one. A ReplicaSet deletes pods that are too many itself, and a DaemonSet
 * with `maxSurge` has another on the node already when one stops.
 */
function asksForAnother(loss: Loss, { workload, replicaSets, lives }: WorkloadContext): boolean {
  const uid = loserOf(loss)?.uid;
  const left = [...lives.values()].filter(
    (life) => life !== loss.pod && controllerAt(life, loss.at)?.uid === uid && isActiveAt(life, loss.at),
  );
  if (workload.kind === 'daemonset') return !left.some(({ node }) => node !== undefined && node === loss.pod.node);
  const history = replicaSets.find(([first]) => first.state.uid === uid);
  // What the ReplicaSet wanted may be seen later than what it did about it.
  const desired = history === undefined ? undefined : stateAt(history, loss.at + SIGHT_MS)?.desired;
  if (desired === undefined) return true;
  return left.length < desired;
}
