import type { ControllerRef, Fact, Instant } from '../timeline/facts.ts';
import { historiesOf, momentsOf } from './histories.ts';
import { contains, type Run, runsOf } from './intervals.ts';

/** A workload as people write it: `deployment/rng`. A ReplicaSet is one only when no Deployment controls it. */
export interface WorkloadName {
  readonly kind: 'deployment' | 'daemonset' | 'replicaset';
  readonly name: string;
}

/** `deployment/rng` */
export function formatWorkload(workload: WorkloadName): string {
  return `${workload.kind}/${workload.name}`;
}

/** Reads `deployment/rng`. Throws when the kind is not a workload or the name is missing. */
export function parseWorkload(text: string): WorkloadName {
  const [, kind, name] = /^(deployment|daemonset|replicaset)\/([a-z0-9][a-z0-9.-]*)$/.exec(text) ?? [];
  if (kind === undefined || name === undefined) {
    throw new Error(`"${text}" is no workload: write deployment/NAME, daemonset/NAME or replicaset/NAME`);
  }
  return { kind: kind as WorkloadName['kind'], name };
}

/** Whether two names mean the same workload; no name (no owner) equals only no name. */
export function sameWorkload(a: WorkloadName | undefined, b: WorkloadName | undefined): boolean {
  return a?.kind === b?.kind && a?.name === b?.name;
}

/** Which workload a controller reference leads to. */
export interface Owners {
  /**
   * The workload behind a reference at an instant: a Deployment through its ReplicaSet, else the controller itself.
   * Undefined without a controller, and for kinds that Kindling does not watch.
   */
  workloadOf(controller: ControllerRef | undefined, at: Instant): WorkloadName | undefined;
  /** When the answer for this reference changed, because the ReplicaSet itself was released or adopted. */
  changesOf(controller: ControllerRef | undefined): readonly Instant[];
}

/**
 * Learns from the timeline who controls whom, by uid alone. Names and hashes must not be used: a released pod keeps the
 * name prefix of its former owner, and equal templates give a ReplicaSet and a ControllerRevision the same hash, both
 * from ComputeHash in pkg/controller/controller_utils.go.
 *
 * A ReplicaSet that came onto the timeline after its pod answers for the time before, too: watches of different kinds
 * are not ordered among each other.
 */
export function ownersFrom(facts: readonly Fact[]): Owners {
  const replicaSets = new Map<string, Run<ControllerRef | undefined>[]>();
  for (const [uid, history] of historiesOf(facts, 'ReplicaSet')) {
    const moments = momentsOf(history, (state) => state.controller);
    replicaSets.set(
      uid,
      runsOf(moments, undefined, (a, b) => a?.uid === b?.uid),
    );
  }
  return {
    workloadOf(controller, at) {
      if (controller?.kind === 'DaemonSet') return { kind: 'daemonset', name: controller.name };
      if (controller?.kind === 'Deployment') return { kind: 'deployment', name: controller.name };
      if (controller?.kind !== 'ReplicaSet') return undefined;
      const runs = replicaSets.get(controller.uid) ?? [];
      const above = (runs.findLast((run) => contains(run, at)) ?? runs[0])?.value;
      if (above?.kind === 'Deployment') return { kind: 'deployment', name: above.name };
      return { kind: 'replicaset', name: controller.name };
    },
    changesOf: (controller) => (replicaSets.get(controller?.uid ?? '') ?? []).slice(1).map((run) => run.from),
  };
}
