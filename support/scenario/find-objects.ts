import { nameOf } from '../act/names.ts';
import { formatWorkload, type WorkloadName } from '../analysis/owners.ts';
import type { ServiceState, WorkloadState } from '../timeline/facts.ts';
import type { Scenario } from './scenario.ts';

/** The workload of that name, as it is now. @throws when there is none, with all that there are. */
export function findWorkload(scenario: Scenario, workload: WorkloadName): WorkloadState {
  return found(scenario.present('Deployment', 'DaemonSet', 'ReplicaSet'), formatWorkload(workload));
}

/** The ReplicaSet by which a Deployment keeps its pods: the one that wants some. @throws when there is none or several. */
export function findReplicaSet(scenario: Scenario, deployment: WorkloadName): WorkloadState {
  const { uid } = findWorkload(scenario, deployment);
  const active = scenario.present('ReplicaSet').filter((each) => each.controller?.uid === uid && each.desired > 0);
  if (active.length === 1 && active[0] !== undefined) return active[0];
  const names = active.map(nameOf).join(', ') || 'none';
  throw new Error(`${formatWorkload(deployment)} should have one ReplicaSet that wants pods; there is ${names}`);
}

/** The Service of that name, as it is now. @throws when there is none, with all that there are. */
export function findService(scenario: Scenario, name: string): ServiceState {
  return found(scenario.present('Service'), `service/${name}`);
}

function found<S extends { readonly kind: string; readonly name: string }>(present: readonly S[], name: string): S {
  const object = present.find((candidate) => nameOf(candidate) === name);
  if (object !== undefined) return object;
  throw new Error(`there is no ${name}; there is ${present.map(nameOf).join(', ') || 'none of its kind'}`);
}
