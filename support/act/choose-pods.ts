import type { PodState, WorkloadState } from '../timeline/facts.ts';
import { nameOf } from './names.ts';

/** The pods of one workload, by the uids of what may be their controller. */
export interface Owner {
  /** `daemonset/rng`, for errors. */
  readonly workload: string;
  readonly uids: ReadonlySet<string>;
}

/** Which pods, and how many of them. */
export interface PodChoice {
  readonly count: number;
  /** By creation time, which has whole seconds, then by name. Default `oldest`. */
  readonly age?: 'oldest' | 'newest';
  readonly owner?: Owner;
  readonly node?: string;
}

/**
 * The owner behind `deployment/rng` and its like. A Deployment owns pods through its ReplicaSets, so all of those count.
 * Names and hashes prove nothing: the pods of a Deployment and a DaemonSet of one template look the same.
 * @param sought its kind in any case, `daemonset` as people write it or `DaemonSet`.
 * @param workloads the present states of the namespace's workloads, ReplicaSets among them.
 * @throws when there is no such workload.
 */
export function ownerOf(
  sought: { readonly kind: string; readonly name: string },
  workloads: readonly WorkloadState[],
): Owner {
  const workload = nameOf(sought);
  const found = workloads.find((candidate) => nameOf(candidate) === workload);
  if (found === undefined) {
    const present = workloads.map(nameOf).join(', ');
    throw new Error(`there is no ${workload}; there is ${present || 'no workload at all'}`);
  }
  const below = workloads.filter(({ controller }) => controller?.uid === found.uid).map(({ uid }) => uid);
  return { workload, uids: new Set([found.uid, ...below]) };
}

/**
 * Chooses pods, in a fixed order for fixed states. Terminating and finished pods are no choice: nothing more can be
 * proved on them.
 * @throws when there are fewer than asked for, with all that there are and what was left out.
 */
export function choosePods(pods: readonly PodState[], choice: PodChoice): PodState[] {
  const { count, age = 'oldest', owner, node } = choice;
  if (!Number.isSafeInteger(count) || count < 1) throw new Error(`cannot choose ${count} pods: ask for 1 or more`);
  const fitting = pods
    .filter(({ controller }) => owner === undefined || (controller !== undefined && owner.uids.has(controller.uid)))
    .filter((pod) => node === undefined || pod.node === node)
    .sort((a, b) => a.createdAt - b.createdAt || (a.name < b.name ? -1 : 1));
  const alive = fitting.filter(isAlive);
  if (alive.length < count) {
    const asked = `${count} pod${count === 1 ? '' : 's'}${owner ? ` of ${owner.workload}` : ''}${node ? ` on ${node}` : ''}`;
    const out = fitting.filter((pod) => !isAlive(pod));
    const leftOut = out.length === 0 ? '' : `; left out: ${describe(out)}`;
    throw new Error(`asked for ${asked}, found ${alive.length}${alive.length ? `: ${describe(alive)}` : ''}${leftOut}`);
  }
  return (age === 'oldest' ? alive : alive.reverse()).slice(0, count);
}

function isAlive({ deletionTimestamp, phase }: PodState): boolean {
  return deletionTimestamp === undefined && phase !== 'Succeeded' && phase !== 'Failed';
}

function describe(pods: readonly PodState[]): string {
  return pods
    .map(({ name, phase, ready, deletionTimestamp }) => {
      const state = deletionTimestamp !== undefined ? 'terminating' : ready ? 'ready' : 'not ready';
      return `${name} (${phase}, ${state})`;
    })
    .join(', ');
}
