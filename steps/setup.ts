import { type DataTable, Given } from '@cucumber/cucumber';
import type { WorkloadName } from '../support/analysis/owners.ts';
import type { Label } from '../support/labels.ts';
import { setUp } from '../support/scenario/set-up.ts';
import type { KindlingWorld } from '../support/world.ts';

/** The standard setup: all three objects exist, every pod is ready and a member of the Service. */
Given<KindlingWorld>(
  '{workload} with {int} replica(s), {workload} and {service}, all selecting {label}',
  async function (deployment: WorkloadName, replicas: number, daemonSet: WorkloadName, service: string, label: Label) {
    await setUp(this.scenario, { deployment, replicas, daemonSet, service, label });
  },
);

/** The same with settings, a row each: `| readiness delay | 5s |`, or of one workload `| maxSurge of daemonset/rng | 1 |`. */
Given<KindlingWorld>(
  '{workload} with {int} replica(s), {workload} and {service}, all selecting {label}, with:',
  async function (
    deployment: WorkloadName,
    replicas: number,
    daemonSet: WorkloadName,
    service: string,
    label: Label,
    table: DataTable,
  ) {
    await setUp(this.scenario, { deployment, replicas, daemonSet, service, label, settings: table.raw() });
  },
);
