import type { Fact, Instant, ObjectRef } from '../timeline/facts.ts';
import { actionsIn } from './actions.ts';
import { deletingAction } from './actions-on-pods.ts';
import { contains, type Interval } from './intervals.ts';
import { NO_OWNER } from './members-by-owner.ts';
import { formatWorkload, type WorkloadName } from './owners.ts';
import { deletedAt, ownerAt, type PodLife, podLives } from './pods.ts';
import { reasonOfDeletion, UNEXPLAINED } from './why-deleted.ts';

/** A pod that was deleted. */
export interface Deletion {
  readonly pod: ObjectRef;
  readonly node: string | undefined;
  /** When its deletion was first seen: terminating, or gone at once without a grace period. */
  readonly at: Instant;
  /** `action`: Kindling asked for just this. `cluster`: a controller, the garbage collector, or a person. */
  readonly by: 'action' | 'cluster';
  readonly why: string;
}

/** What one workload lost to deletion, or which pods went that no workload owned. */
export interface WorkloadDeletions {
  readonly workload: WorkloadName | undefined;
  readonly deletions: readonly Deletion[];
}

/** The pods deleted in a window by the workload that owned them then, as `deployment/rng`; `NO_OWNER` for none. */
export function deletionsIn(facts: readonly Fact[], window: Interval): ReadonlyMap<string, WorkloadDeletions> {
  const lives = podLives(facts);
  const actions = actionsIn(facts);
  const found = new Map<string, { workload: WorkloadName | undefined; deletions: Deletion[] }>();
  for (const pod of lives.values()) {
    const at = deletedAt(pod);
    // Without a grace period the object is gone in the same instant, and so is its owner: ask for the one just before.
    const workload = at === undefined ? undefined : (ownerAt(pod, at) ?? lastOwner(pod));
    if (at === undefined || !contains(window, at)) continue;
    const action = deletingAction(actions, pod.ref, at);
    const why = action?.summary ?? (workload && reasonOfDeletion(facts, lives, pod, workload, at)) ?? UNEXPLAINED;
    const key = workload === undefined ? NO_OWNER : formatWorkload(workload);
    const entry = found.get(key) ?? { workload, deletions: [] };
    entry.deletions.push({ pod: pod.ref, node: pod.node, at, by: action === undefined ? 'cluster' : 'action', why });
    found.set(key, entry);
  }
  return found;
}

function lastOwner(pod: PodLife): WorkloadName | undefined {
  return pod.owners.at(-1)?.workload;
}
