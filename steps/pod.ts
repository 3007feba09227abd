import { Then, When } from '@cucumber/cucumber';
import { deletePods } from '../support/act/delete-pods.ts';
import { labelPods } from '../support/act/label-pods.ts';
import { unlabelPods } from '../support/act/unlabel-pods.ts';
import type { WorkloadName } from '../support/analysis/owners.ts';
import { podIsLabelled } from '../support/expect/claims/labels.ts';
import { podHasNoOwner, podOwnedBy } from '../support/expect/claims/ownership.ts';
import { podRuns } from '../support/expect/claims/running.ts';
import type { Label } from '../support/parameter-types.ts';
import type { KindlingWorld } from '../support/world.ts';

/** Gracefully, the oldest first. */
When<KindlingWorld>('I delete {int} pod(s) of {workload}', async function (count: number, workload: WorkloadName) {
  const { scenario } = this;
  await scenario.do(
    () => scenario.podsOf(workload, { count }),
    (pods) => deletePods(scenario.actions, pods),
  );
});

/** From the oldest. */
When<KindlingWorld>(
  'I remove the label {labelKey} from {int} pod(s) of {workload}',
  async function (key: string, count: number, workload: WorkloadName) {
    const { scenario } = this;
    await scenario.do(
      () => scenario.podsOf(workload, { count }),
      (pods) => unlabelPods(scenario.actions, pods, key),
    );
  },
);

/** To the oldest. */
When<KindlingWorld>(
  'I add the label {label} to {int} pod(s) of {workload}',
  async function ({ key, value }: Label, count: number, workload: WorkloadName) {
    const { scenario } = this;
    await scenario.do(
      () => scenario.podsOf(workload, { count }),
      (pods) => labelPods(scenario.actions, pods, { [key]: value }),
    );
  },
);

/** The pod is the one that the last action was done to. */
Then<KindlingWorld>('the pod(s) lose(s) its/their owner within {duration}', async function (within: number) {
  for (const pod of this.scenario.deed.subjects) await this.scenario.becomes(podHasNoOwner(pod), within);
});

/** At every moment of the time that runs from the last action. */
Then<KindlingWorld>(
  'the pod(s) stay(s) owned by {workload} for {duration}',
  async function (workload: WorkloadName, time: number) {
    for (const pod of this.scenario.deed.subjects) await this.scenario.stays(podOwnedBy(pod, workload), time);
  },
);

/** It is not terminated, restarted or deleted. */
Then<KindlingWorld>('the pod(s) keep(s) running for {duration}', async function (time: number) {
  for (const pod of this.scenario.deed.subjects) await this.scenario.stays(podRuns(pod), time);
});

/** With this value; the time runs from the last action. */
Then<KindlingWorld>(
  'the pod(s) carry/carries the label {label} within {duration}',
  async function ({ key, value }: Label, within: number) {
    for (const pod of this.scenario.deed.subjects) await this.scenario.becomes(podIsLabelled(pod, key, value), within);
  },
);
