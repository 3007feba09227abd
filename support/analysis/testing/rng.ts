import type { PodState, WorkloadState } from '../../timeline/facts.ts';
import { controlledBy, pod, slice, workload } from './objects.ts';
import { TimelineBuilder } from './timeline-builder.ts';

/** What both controllers put on their pods when their templates are equal: the same hash under two keys. */
export const HASH = '6d4dd66654';

/** A pod of deployment/rng, through its ReplicaSet. */
export function deploymentPod(name: string, over: Partial<PodState> = {}): PodState {
  const controller = controlledBy('ReplicaSet', `rng-${HASH}`);
  return pod(name, { labels: { app: 'rng', 'pod-template-hash': HASH }, controller, ...over });
}

/** A ReplicaSet of deployment/rng. */
export function replicaSet(hash: string, over: Partial<WorkloadState> = {}): WorkloadState {
  const selector = { app: 'rng', 'pod-template-hash': hash };
  return workload('ReplicaSet', `rng-${hash}`, { selector, controller: controlledBy('Deployment', 'rng'), ...over });
}

/** A pod of daemonset/rng. */
export function daemonPod(name: string, node: string, over: Partial<PodState> = {}): PodState {
  const controller = controlledBy('DaemonSet', 'rng');
  return pod(name, { labels: { app: 'rng', 'controller-revision-hash': HASH }, node, controller, ...over });
}

/**
 * The usual beginning, all listed at time 0: deployment/rng with d1, d2, d3, daemonset/rng with w1 on worker1 and w2 on
 * worker2, and service/rng with all five as members.
 */
export function rngTimeline(builder = new TimelineBuilder()): TimelineBuilder {
  return builder
    .at(0)
    .sees('LISTED', workload('Deployment', 'rng'))
    .sees('LISTED', replicaSet(HASH))
    .sees('LISTED', workload('DaemonSet', 'rng', { desired: 2 }))
    .sees('LISTED', deploymentPod('d1'))
    .sees('LISTED', deploymentPod('d2', { node: 'worker2' }))
    .sees('LISTED', deploymentPod('d3'))
    .sees('LISTED', daemonPod('w1', 'worker1'))
    .sees('LISTED', daemonPod('w2', 'worker2'))
    .sees('LISTED', slice(['d1', 'd2', 'd3', 'w1', 'w2']));
}
