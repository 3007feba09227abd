import { Given, Then } from '@cucumber/cucumber';
import type { WorkloadName } from '../support/analysis/owners.ts';
import { recreatesExactly, recreatesNone } from '../support/expect/claims/recreations.ts';
import type { Label } from '../support/parameter-types.ts';
import { setUp } from '../support/scenario/set-up.ts';
import type { KindlingWorld } from '../support/world.ts';

/** The standard setup: all three objects exist, every pod is ready and a member of the Service. */
Given<KindlingWorld>(
  '{workload} with {int} replica(s), {workload} and {service}, all selecting {label}',
  async function (deployment: WorkloadName, replicas: number, daemonSet: WorkloadName, service: string, label: Label) {
    await setUp(this.scenario, { deployment, replicas, daemonSet, service, label });
  },
);

/** In answer to the last action, and no more than that; the time runs from the action. */
Then<KindlingWorld>(
  '{workload} recreates exactly {int} pod(s) within {duration}',
  async function (workload: WorkloadName, count: number, within: number) {
    await this.scenario.becomes(recreatesExactly(workload, count, this.scenario.deed), within);
  },
);

/** In answer to the last action, at no moment of the time that runs from it. */
Then<KindlingWorld>(
  '{workload} recreates no pod for {duration}',
  async function (workload: WorkloadName, time: number) {
    await this.scenario.stays(recreatesNone(workload, this.scenario.deed), time);
  },
);
