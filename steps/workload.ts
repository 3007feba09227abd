import { Then, When } from '@cucumber/cucumber';
import { changeTemplate } from '../support/act/change-template.ts';
import { changeWorkloadSelector } from '../support/act/change-workload-selector.ts';
import { scale } from '../support/act/scale.ts';
import type { WorkloadName } from '../support/analysis/owners.ts';
import { readyAtLeast } from '../support/expect/claims/floors.ts';
import { countsPods, workloadIsGone } from '../support/expect/claims/owned-pods.ts';
import { workloadReady } from '../support/expect/claims/workload.ts';
import { adoptsWorkload, goesAfterItsPods } from '../support/expect/claims/workload-fate.ts';
import { selectsOn } from '../support/expect/claims/workload-selector.ts';
import type { Label } from '../support/labels.ts';
import { attemptOnWorkload, doToReplicaSet, doToWorkload } from '../support/scenario/do-to-workload.ts';
import { findReplicaSet } from '../support/scenario/find-objects.ts';
import type { KindlingWorld } from '../support/world.ts';

/** Does not wait for the pods. */
When<KindlingWorld>('I scale {workload} to {int} replica(s)', async function (workload: WorkloadName, count: number) {
  await doToWorkload(this.scenario, workload, (context, found) => scale(context, found, count));
});

/** The one that wants pods, behind the back of its Deployment. */
When<KindlingWorld>(
  'I scale the ReplicaSet of {workload} to {int} replica(s)',
  async function (workload: WorkloadName, count: number) {
    await doToReplicaSet(this.scenario, workload, (context, found) => scale(context, found, count));
  },
);

/** Which rolls out new pods. */
When<KindlingWorld>(
  'I add the label {label} to the template of {workload}',
  async function ({ key, value }: Label, workload: WorkloadName) {
    await doToWorkload(this.scenario, workload, (context, found) =>
      changeTemplate(context, found, { labels: { [key]: value } }),
    );
  },
);

/** By an annotation in the template, as `kubectl rollout restart` does. */
When<KindlingWorld>('I restart {workload}', async function (workload: WorkloadName) {
  const annotations = { 'kubectl.kubernetes.io/restartedAt': new Date().toISOString() };
  await doToWorkload(this.scenario, workload, (context, found) => changeTemplate(context, found, { annotations }));
});

/** Which the API server is expected to refuse. */
When<KindlingWorld>('I try to make {workload} select {label}', async function (of: WorkloadName, label: Label) {
  await attemptOnWorkload(this.scenario, of, (context, found) =>
    changeWorkloadSelector(context, found, { [label.key]: label.value }),
  );
});

/** Which the API server is expected to refuse when the selector no longer matches the template. */
When<KindlingWorld>(
  'I try to change the label {labelKey} in the template of {workload} to {labelValue}',
  async function (key: string, of: WorkloadName, value: string) {
    await attemptOnWorkload(this.scenario, of, (context, found) =>
      changeTemplate(context, found, { labels: { [key]: value } }),
    );
  },
);

/** By labels of these keys and no others. Looks now. */
Then<KindlingWorld>('{workload} selects on {labelKeys}', function (workload: WorkloadName, keys: readonly string[]) {
  this.scenario.is(selectsOn(workload, keys));
});

/** The one that wants pods, by its own selector. Looks now. */
Then<KindlingWorld>(
  'replicaset of {workload} selects on {labelKeys}',
  function (deployment: WorkloadName, keys: readonly string[]) {
    const { name } = findReplicaSet(this.scenario, deployment);
    this.scenario.is(selectsOn({ kind: 'replicaset', name }, keys));
  },
);

/** All its pods are updated and ready, and its controller has acted on the newest spec; still so two seconds later. */
Then<KindlingWorld>(
  '{workload} comes to be ready within {duration}',
  async function (of: WorkloadName, within: number) {
    await this.scenario.settles(workloadReady(of), within);
  },
);

/** By its own status: pods that it counts, and pods that it wants. Still so two seconds later. */
Then<KindlingWorld>(
  '{workload} comes to {int} of {int} pods within {duration}',
  async function (workload: WorkloadName, current: number, desired: number, within: number) {
    await this.scenario.settles(countsPods(workload, current, desired), within);
  },
);

/** The object no longer exists. */
Then<KindlingWorld>('{workload} is gone within {duration}', async function (workload: WorkloadName, within: number) {
  await this.scenario.becomes(workloadIsGone(workload), within);
});

/** Not before the last of the pods that it had at the last action, which deletion in the foreground promises. */
Then<KindlingWorld>(
  '{workload} is gone only after its pods within {duration}',
  async function (workload: WorkloadName, within: number) {
    await this.scenario.becomes(goesAfterItsPods(workload, this.scenario.deed), within);
  },
);

/** Its reference is put on the other one after the last action: a Deployment takes what its selector matches. */
Then<KindlingWorld>(
  '{workload} adopts {workload} within {duration}',
  async function (workload: WorkloadName, adopted: WorkloadName, within: number) {
    await this.scenario.becomes(adoptsWorkload(workload, adopted, this.scenario.deed), within);
  },
);

/** Ready and not terminating, at every moment. */
Then<KindlingWorld>(
  '{workload} never has fewer than {int} ready pod(s) for {duration}',
  async function (workload: WorkloadName, count: number, time: number) {
    await this.scenario.stays(readyAtLeast(workload, count), time);
  },
);
