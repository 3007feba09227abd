import { formatWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { workloadAt, workloadHistories } from '../../analysis/workloads.ts';
import type { Claim } from '../claim.ts';
import { noWorkload } from './never-seen.ts';

/**
 * The workload's controller has acted on the newest spec and all its pods are updated and ready: what
 * `kubectl rollout status` waits for (k8s.io/kubectl/pkg/polymorphichelpers/rollout_status.go). A DaemonSet must want at least one
 * pod, because it wants none before its controller has counted the nodes.
 *
 * @param replicas how many pods there should be; without it, as many as the workload wants
 */
export function workloadReady(workload: WorkloadName, replicas?: number): Claim {
  const name = formatWorkload(workload);
  const of = replicas === undefined ? '' : ` with ${replicas} replica${replicas === 1 ? '' : 's'}`;
  return {
    describe: `${name} is ready${of}`,
    expected: `it to be ready${of}`,
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const state = workloadAt(workloadHistories(facts, workload));
      if (state === undefined) return noWorkload(facts, workload);
      const { desired, current, ready, updated, generation, observedGeneration } = state;
      const acted = observedGeneration >= generation && state.deletionTimestamp === undefined;
      const updates = workload.kind === 'replicaset' ? desired : updated;
      const complete = current === desired && ready === desired && updates === desired;
      const least = workload.kind === 'daemonset' ? 1 : 0;
      const asMany = replicas === undefined ? desired >= least : desired === replicas;
      const seen = `${name} has ${ready} of ${desired} pods ready, ${updates} updated, ${current} in all`;
      const lastSeen = acted ? seen : `${seen}; its controller has not acted on the newest spec`;
      return { holds: acted && complete && asMany, lastSeen };
    },
  };
}
