import type { RawObject } from '../kubernetes/raw-object.ts';
import type { WorkloadState } from '../timeline/facts.ts';
import { controllerOf, instant, refOf } from './object-ref.ts';

interface Workload {
  readonly spec?: {
    readonly replicas?: number;
    readonly selector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  };
  /** The API server leaves counters of 0 out of ReplicaSets and Deployments, and writes those of DaemonSets. */
  readonly status?: Readonly<Record<string, unknown>>;
}

/** The fields of `status` that count what `WorkloadState` counts. `spec`: the count is `spec.replicas`. */
const COUNTERS = {
  Deployment: { desired: 'spec', current: 'replicas', ready: 'readyReplicas', updated: 'updatedReplicas' },
  ReplicaSet: { desired: 'spec', current: 'replicas', ready: 'readyReplicas', updated: undefined },
  DaemonSet: {
    desired: 'desiredNumberScheduled',
    current: 'currentNumberScheduled',
    ready: 'numberReady',
    updated: 'updatedNumberScheduled',
  },
} as const satisfies Record<
  WorkloadState['kind'],
  Record<'desired' | 'current' | 'ready' | 'updated', string | undefined>
>;

/** What Kindling keeps of a Deployment, ReplicaSet or DaemonSet. */
export function workloadState(kind: WorkloadState['kind'], raw: RawObject): WorkloadState {
  const { spec, status } = raw as Workload;
  const { metadata } = raw;
  const count = (field: string | undefined): number => {
    // The API defaults an absent `spec.replicas` to 1 before it stores the object, so absence is not seen.
    const value = field === 'spec' ? (spec?.replicas ?? 1) : field === undefined ? 0 : status?.[field];
    return typeof value === 'number' ? value : 0;
  };
  const counters = COUNTERS[kind];
  return {
    ...refOf(kind, raw),
    labels: metadata.labels ?? {},
    controller: controllerOf(raw),
    selector: spec?.selector?.matchLabels ?? {},
    generation: metadata.generation ?? 0,
    observedGeneration: count('observedGeneration'),
    desired: count(counters.desired),
    current: count(counters.current),
    ready: count(counters.ready),
    updated: count(counters.updated),
    deletionTimestamp: instant(metadata.deletionTimestamp),
  };
}
