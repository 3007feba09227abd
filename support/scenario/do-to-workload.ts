import type { ActionContext } from '../act/action.ts';
import type { WorkloadName } from '../analysis/owners.ts';
import type { WorkloadState } from '../timeline/facts.ts';
import { findReplicaSet, findWorkload } from './find-objects.ts';
import type { Scenario } from './scenario.ts';

type Verb = (context: ActionContext, workloads: readonly WorkloadState[]) => Promise<string>;

/** Does something to a workload once the cluster is at rest. @throws when there is none of that name. */
export async function doToWorkload(scenario: Scenario, workload: WorkloadName, verb: Verb): Promise<void> {
  await scenario.do(
    () => [findWorkload(scenario, workload)],
    (found) => verb(scenario.actions, found),
  );
}

/** The same to the ReplicaSet by which a Deployment keeps its pods. */
export async function doToReplicaSet(scenario: Scenario, deployment: WorkloadName, verb: Verb): Promise<void> {
  await scenario.do(
    () => [findReplicaSet(scenario, deployment)],
    (found) => verb(scenario.actions, found),
  );
}

/** Asks for what the API server is expected to refuse; `deed.refusal` tells why it did. */
export async function attemptOnWorkload(scenario: Scenario, workload: WorkloadName, verb: Verb): Promise<void> {
  await scenario.attempt(
    () => [findWorkload(scenario, workload)],
    (found) => verb(scenario.actions, found),
  );
}
