import type { Instant, NodeState, WorkloadState } from '../timeline/facts.ts';
import type { Action } from './actions.ts';
import { answeredLosses } from './answered-losses.ts';
import type { History } from './histories.ts';
import type { Loss } from './losses.ts';
import type { WorkloadName } from './owners.ts';
import type { PodLife } from './pods.ts';
import { whyDaemonCreated } from './why-daemon-created.ts';
import { whyReplicaCreated } from './why-replica-created.ts';

/** A pod that a workload made. */
export interface Creation {
  readonly pod: PodLife;
  readonly at: Instant;
  readonly node: string | undefined;
}

/** What is known of the workload whose pods are explained. */
export interface WorkloadContext {
  readonly workload: WorkloadName;
  readonly histories: readonly History<WorkloadState>[];
  readonly lives: ReadonlyMap<string, PodLife>;
  readonly losses: readonly Loss[];
  readonly actions: readonly Action[];
  /** All on the timeline. */
  readonly replicaSets: readonly History<WorkloadState>[];
  /** All on the timeline. */
  readonly nodes: readonly History<NodeState>[];
}

/** Why each pod was made, by uid. */
export function causesOf(creations: readonly Creation[], context: WorkloadContext): ReadonlyMap<string, string> {
  const losses = answeredLosses(creations, context);
  const why = context.workload.kind === 'daemonset' ? whyDaemonCreated : whyReplicaCreated;
  return new Map(creations.map((creation) => [creation.pod.ref.uid, why(creation, losses.get(creation), context)]));
}
