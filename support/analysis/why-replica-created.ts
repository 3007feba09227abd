import type { Instant, WorkloadState } from '../timeline/facts.ts';
import { SIGHT_MS } from './delays.ts';
import { goneAt, type History, stateAt } from './histories.ts';
import type { Loss } from './losses.ts';
import { formatWorkload } from './owners.ts';
import { templateHash } from './template-hash.ts';
import type { Creation, WorkloadContext } from './why-created.ts';
import { answerTo, createdAgain, nothingExplains } from './why-created-words.ts';
import { filledSince, lastRise, workloadAt } from './workloads.ts';

/** Why a Deployment, or a ReplicaSet of its own, made a pod. */
export function whyReplicaCreated(creation: Creation, loss: Loss | undefined, context: WorkloadContext): string {
  const owner = formatWorkload(context.workload);
  if (loss !== undefined) return answerTo(loss, context.workload);
  if (createdAgain(creation, context)) return `${owner} was created again`;
  const uid = creation.pod.owners[0]?.controller?.uid;
  const replicaSet = context.replicaSets.find(([first]) => first.state.uid === uid);
  const own = replicaSet === undefined ? undefined : whyOfReplicaSet(replicaSet, creation, owner, context);
  if (own !== undefined) return own;
  if (isRollout(creation, replicaSet, context)) return `${owner} rolls out a new pod template`;
  const scaling = lastRise(context.histories, creation.at + SIGHT_MS);
  if (scaling !== undefined) return `${owner} was scaled from ${scaling.from} to ${scaling.to}`;
  return nothingExplains(owner);
}

/** What became of the ReplicaSet itself, where that is why it made a pod. */
function whyOfReplicaSet(
  replicaSet: History<WorkloadState>,
  { at }: Creation,
  owner: string,
  { replicaSets, histories, workload }: WorkloadContext,
): string | undefined {
  if (workload.kind !== 'deployment') return undefined;
  const [{ state }] = replicaSet;
  const name = `replicaset/${state.name}`;
  if (isSecondOfItsName(replicaSet, at, replicaSets)) return `${name} was deleted, and ${owner} made another`;
  const rise = lastRise([replicaSet], at + SIGHT_MS);
  if (state.controller === undefined && rise === undefined) return `${name} made it, and ${owner} adopted ${name}`;
  const desired = workloadAt(histories, at + SIGHT_MS)?.desired;
  if (rise === undefined || desired === undefined || rise.to <= desired) return undefined;
  return `${name} was scaled from ${rise.from} to ${rise.to}, and ${owner} had not yet noticed`;
}

/** Whether a ReplicaSet is filled that stands for one of the same name, of the same template, that has gone. */
function isSecondOfItsName(
  replicaSet: History<WorkloadState>,
  at: Instant,
  all: readonly History<WorkloadState>[],
): boolean {
  const [{ at: since, state }] = replicaSet;
  const former = all.some(
    ([first]) => first.state.name === state.name && first.state.uid !== state.uid && first.at < since,
  );
  return former && at <= filledSince([replicaSet]);
}

/** Whether a pod of a new template takes the place of another's: there are pods of others, or there were when it was to be made. */
function isRollout(
  { pod, at }: Creation,
  replicaSet: History<WorkloadState> | undefined,
  { workload, replicaSets, lives }: WorkloadContext,
): boolean {
  const others = replicaSets.filter((other) => {
    const state = (goneAt(other) ?? at + 1) <= at ? undefined : stateAt(other, at);
    const same = other[0].state.uid === pod.owners[0]?.controller?.uid;
    return (
      !same && state?.controller?.kind === 'Deployment' && state.controller.name === workload.name && state.current > 0
    );
  });
  if (others.length > 0) return true;
  const hash = templateHash(pod, workload);
  const wantedSince = replicaSet === undefined ? at : (lastRise([replicaSet], at + SIGHT_MS)?.at ?? replicaSet[0].at);
  const before = [...lives.values()].filter((life) => life.firstSeen < wantedSince && templateHash(life, workload));
  const last = before.toSorted((a, b) => a.firstSeen - b.firstSeen).at(-1);
  return last !== undefined && hash !== undefined && templateHash(last, workload) !== hash;
}
