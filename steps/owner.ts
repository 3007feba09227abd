import { Then } from '@cucumber/cucumber';
import type { WorkloadName } from '../support/analysis/owners.ts';
import { ownsExactly, ownsLabelled, runWithoutOwner } from '../support/expect/claims/owned-pods.ts';
import { podAdoptedBy, podLosesOwner, podOwnedBy } from '../support/expect/claims/ownership.ts';
import type { Label } from '../support/labels.ts';
import { subjectPods } from '../support/scenario/select-pods.ts';
import type { KindlingWorld } from '../support/world.ts';

/** Its controller releases it, or goes, after the last action. */
Then<KindlingWorld>('the pod(s) lose(s) its/their owner within {duration}', async function (within: number) {
  const { scenario } = this;
  for (const pod of subjectPods(scenario)) await scenario.becomes(podLosesOwner(pod, scenario.deed), within);
});

/** At every moment. */
Then<KindlingWorld>(
  'the pod(s) stay(s) owned by {workload} for {duration}',
  async function (workload: WorkloadName, time: number) {
    for (const pod of subjectPods(this.scenario)) await this.scenario.stays(podOwnedBy(pod, workload), time);
  },
);

/** Its controller puts its reference on it; what happens to the pod afterwards is left open. */
Then<KindlingWorld>(
  '{workload} adopts the pod(s) within {duration}',
  async function (workload: WorkloadName, within: number) {
    const { scenario } = this;
    for (const pod of subjectPods(scenario)) await scenario.becomes(podAdoptedBy(pod, workload, scenario.deed), within);
  },
);

/** Objects, terminating and failed ones among them. Looks now. */
Then<KindlingWorld>('{workload} owns exactly {int} pod(s)', function (workload: WorkloadName, count: number) {
  this.scenario.is(ownsExactly(workload, count));
});

/** Objects, terminating and failed ones among them; still so two seconds later. */
Then<KindlingWorld>(
  '{workload} comes to own exactly {int} pod(s) within {duration}',
  async function (workload: WorkloadName, count: number, within: number) {
    await this.scenario.settles(ownsExactly(workload, count), within);
  },
);

/** The same of those that carry a label, by which pods of a new template are known. */
Then<KindlingWorld>(
  '{workload} comes to own exactly {int} pod(s) labelled {label} within {duration}',
  async function (workload: WorkloadName, count: number, { key, value }: Label, within: number) {
    await this.scenario.settles(ownsLabelled(workload, count, key, value), within);
  },
);

/** In the whole namespace; still so two seconds later. */
Then<KindlingWorld>(
  'exactly {int} pod(s) come(s) to run without an owner within {duration}',
  async function (count: number, within: number) {
    await this.scenario.settles(runWithoutOwner(count), within);
  },
);
