import { historiesOf } from '../../analysis/histories.ts';
import { formatWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { workloadHistories } from '../../analysis/workloads.ts';
import type { Fact, WorkloadState } from '../../timeline/facts.ts';
import type { Evaluation } from '../claim.ts';

const WORKLOADS = ['Deployment', 'DaemonSet', 'ReplicaSet'] as const;

/**
 * What every claim says of a workload that was never there, gone or not: that it does not hold, with the names that were. Else "no
 * pod of daemonset/rgn was deleted" would be true of a name that nobody bears. Undefined of a workload that was there.
 */
export function workloadNeverSeen(facts: readonly Fact[], workload: WorkloadName): Evaluation | undefined {
  if (workloadHistories(facts, workload).length > 0) return undefined;
  const all = [...historiesOf(facts, ...WORKLOADS).values()].flat().map(({ state }) => state);
  const fitting = all.filter((state) => workload.kind === 'replicaset' || !isPartOfDeployment(state));
  return neverSeen(facts, formatWorkload(workload), fitting.map(nameOf), 'workload');
}

/**
 * The same where its pods are meant: also of a ReplicaSet that has always been part of a Deployment, whose pods count as the
 * Deployment's.
 */
export function ownerNeverSeen(facts: readonly Fact[], workload: WorkloadName): Evaluation | undefined {
  const states = workloadHistories(facts, workload).flatMap((history) => history.map(({ state }) => state));
  const deployment = states.at(-1)?.controller?.name;
  if (states.length === 0 || !states.every(isPartOfDeployment)) return workloadNeverSeen(facts, workload);
  const lastSeen = `the pods of ${formatWorkload(workload)} count as those of deployment/${deployment}: ask of that`;
  return { holds: false, lastSeen };
}

/** What a claim about the state of a workload says while there is none, gone or not there yet. */
export function noWorkload(facts: readonly Fact[], workload: WorkloadName): Evaluation {
  const lastSeen = `${formatWorkload(workload)} does not exist`;
  return workloadNeverSeen(facts, workload) ?? { holds: false, lastSeen };
}

/** What every claim says of a Service that was never there, which is known by its object or by its EndpointSlices. */
export function serviceNeverSeen(facts: readonly Fact[], service: string): Evaluation | undefined {
  const objects = [...historiesOf(facts, 'Service').values()].map(([{ state }]) => state.name);
  const sliced = [...historiesOf(facts, 'EndpointSlice').values()].map(([{ state }]) => state.service);
  const names = [...objects, ...sliced].filter((name) => name !== undefined);
  if (names.includes(service)) return undefined;
  return neverSeen(
    facts,
    `service/${service}`,
    names.map((name) => `service/${name}`),
    'Service',
  );
}

/** What a claim about members says while no EndpointSlice of the Service was seen: then nothing is known, which is not the same as none. */
export function noSlice(facts: readonly Fact[], service: string): Evaluation {
  const lastSeen = `no EndpointSlice of service/${service} was seen`;
  return serviceNeverSeen(facts, service) ?? { holds: false, lastSeen };
}

function neverSeen(facts: readonly Fact[], name: string, present: readonly string[], noun: string): Evaluation {
  const names = [...new Set(present)].join(', ');
  const lastSeen = `${name} was never seen; there is ${names || `no ${noun} at all`}`;
  const blind = isBeingCreated(facts, name) ? { blind: `${name} has not been seen yet` } : {};
  return { holds: false, lastSeen, ...blind };
}

/** What was asked to be created is no slip of the pen, though the watch has not told of it yet. */
function isBeingCreated(facts: readonly Fact[], name: string): boolean {
  return facts.some(
    (fact) =>
      fact.type === 'action-asked' && fact.verb === 'create-objects' && fact.subjects.map(nameOf).includes(name),
  );
}

function isPartOfDeployment({ controller }: WorkloadState): boolean {
  return controller?.kind === 'Deployment';
}

function nameOf({ kind, name }: { readonly kind: string; readonly name: string }): string {
  return `${kind.toLowerCase()}/${name}`;
}
