import { sameWorkload, type WorkloadName } from './owners.ts';
import type { PodLife } from './pods.ts';

/**
 * The label that tells from which pod template of this workload the pod was made; undefined when the workload did not
 * make it. It serves to see a rollout, never to find an owner: equal templates have equal hashes, whoever made the pod.
 */
export function templateHash(pod: PodLife, workload: WorkloadName): string | undefined {
  if (!sameWorkload(pod.owners[0]?.workload, workload)) return undefined;
  const key = workload.kind === 'daemonset' ? 'controller-revision-hash' : 'pod-template-hash';
  return pod.history[0].state.labels[key];
}
