import { SIGHT_MS } from './delays.ts';
import type { Loss } from './losses.ts';
import { lastOpening } from './node-openings.ts';
import { formatWorkload, sameWorkload } from './owners.ts';
import { isActiveAt, ownerAt, type PodLife } from './pods.ts';
import { templateHash } from './template-hash.ts';
import type { Creation, WorkloadContext } from './why-created.ts';
import { answerTo, createdAgain, nothingExplains } from './why-created-words.ts';
import { desiredChanges, filledSince } from './workloads.ts';

/** Why a DaemonSet made a pod on a node. */
export function whyDaemonCreated(creation: Creation, loss: Loss | undefined, context: WorkloadContext): string {
  const { workload, histories } = context;
  const owner = formatWorkload(workload);
  if (isRollout(creation, loss?.pod ?? otherOnNode(creation, context), context))
    return `${owner} rolls out a new pod template`;
  if (loss !== undefined) return answerTo(loss, workload);
  if (createdAgain(creation, context)) return `${owner} was created again`;
  const opening = lastOpening(context.nodes, creation);
  if (opening !== undefined && opening.at > filledSince(histories)) return `${opening.text}, and had no daemon`;
  const wanted = desiredChanges(histories).findLast(({ from, to, at }) => to > from && at <= creation.at + SIGHT_MS);
  if (wanted !== undefined) return `${owner} now has ${wanted.to} nodes to run on, before it had ${wanted.from}`;
  return nothingExplains(owner);
}

function isRollout({ pod }: Creation, before: PodLife | undefined, { workload }: WorkloadContext): boolean {
  const [old, made] = [before === undefined ? undefined : templateHash(before, workload), templateHash(pod, workload)];
  return old !== undefined && made !== undefined && old !== made;
}

/** With `maxSurge` the new daemon comes while the old one still runs. */
function otherOnNode({ pod, at, node }: Creation, { lives, workload }: WorkloadContext): PodLife | undefined {
  return [...lives.values()].find(
    (life) =>
      life !== pod &&
      life.node !== undefined &&
      life.node === node &&
      isActiveAt(life, at) &&
      sameWorkload(ownerAt(life, at), workload),
  );
}
