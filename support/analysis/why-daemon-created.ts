import { deletingAction } from './actions-on-pods.ts';
import { SIGHT_MS } from './delays.ts';
import type { Loss } from './losses.ts';
import { lastOpening } from './node-openings.ts';
import { formatWorkload, sameWorkload } from './owners.ts';
import { isActiveAt, ownerAt, type PodLife } from './pods.ts';
import { templateHash } from './template-hash.ts';
import type { Creation, WorkloadContext } from './why-created.ts';
import { answerTo, createdAgain, nothingExplains } from './why-created-words.ts';
import { filledSince, lastRise } from './workloads.ts';

/** Why a DaemonSet made a pod on a node. */
export function whyDaemonCreated(creation: Creation, loss: Loss | undefined, context: WorkloadContext): string {
  const { workload, histories } = context;
  const owner = formatWorkload(workload);
  const earlier = earlierOnNode(creation, context);
  const other = earlier.findLast((life) => sameWorkload(ownerAt(life, creation.at), workload));
  if (isRollout(creation, loss?.pod ?? other, context)) return `${owner} rolls out a new pod template`;
  const filled = filledSince(histories);
  const opening = lastOpening(context.nodes, creation);
  if (loss === undefined && createdAgain(creation, context)) return `${owner} was created again`;
  const answered = earlier.some(({ firstSeen }) => opening !== undefined && firstSeen >= opening.at - SIGHT_MS);
  if (opening !== undefined && !answered && opening.at > (loss?.at ?? filled))
    return `${opening.text}, and had no daemon`;
  if (loss !== undefined) return answerTo(loss, workload);
  if (other !== undefined && !isActiveAt(other, creation.at))
    return `${other.ref.name} was deleted, and ${owner} may have another beside it while it stops (maxSurge)`;
  const wanted = lastRise(histories, creation.at + SIGHT_MS);
  if (wanted !== undefined && wanted.at > filled)
    return `${owner} now has ${wanted.to} nodes to run on, before it had ${wanted.from}`;
  return nothingExplains(owner);
}

/** Whether the DaemonSet itself put a pod of a new template in the place of one: what an action deletes is replaced for that. */
function isRollout(
  { pod, at }: Creation,
  before: PodLife | undefined,
  { workload, actions }: WorkloadContext,
): boolean {
  if (before === undefined || deletingAction(actions, before.ref, at) !== undefined) return false;
  const [old, made] = [templateHash(before, workload), templateHash(pod, workload)];
  return old !== undefined && made !== undefined && old !== made;
}

/**
 * The pods that the DaemonSet has made for the node before, by age. With `maxSurge` the last of them is its own still: the new one
 * comes while it runs, or stops.
 */
function earlierOnNode({ pod, at, node }: Creation, { lives, workload }: WorkloadContext): PodLife[] {
  return [...lives.values()].filter(
    (life) =>
      life !== pod &&
      life.node !== undefined &&
      life.node === node &&
      life.firstSeen <= at &&
      life.owners.some((owner) => sameWorkload(owner.workload, workload)),
  );
}
