import { When } from '@cucumber/cucumber';
import { deleteObjects } from '../support/act/delete-objects.ts';
import type { WorkloadName } from '../support/analysis/owners.ts';
import { createAgain, replaceAtOnce } from '../support/scenario/create.ts';
import { doToReplicaSet, doToWorkload } from '../support/scenario/do-to-workload.ts';
import type { KindlingWorld } from '../support/world.ts';

/** The garbage collector deletes its pods afterwards. */
When<KindlingWorld>('I delete {workload}', async function (workload: WorkloadName) {
  await doToWorkload(this.scenario, workload, (context, found) => deleteObjects(context, found));
});

/** Its pods go first. */
When<KindlingWorld>('I delete {workload} in the foreground', async function (workload: WorkloadName) {
  await doToWorkload(this.scenario, workload, (context, found) => deleteObjects(context, found, 'Foreground'));
});

/** What it owns stays, without an owner: `--cascade=orphan`. */
When<KindlingWorld>('I delete {workload} and orphan what it owns', async function (workload: WorkloadName) {
  await doToWorkload(this.scenario, workload, (context, found) => deleteObjects(context, found, 'Orphan'));
});

/** The same with the ReplicaSet of a Deployment. */
When<KindlingWorld>('I delete the ReplicaSet of {workload} and orphan its pods', async function (of: WorkloadName) {
  await doToReplicaSet(this.scenario, of, (context, found) => deleteObjects(context, found, 'Orphan'));
});

/** With its pods. */
When<KindlingWorld>('I delete the ReplicaSet of {workload}', async function (of: WorkloadName) {
  await doToReplicaSet(this.scenario, of, (context, found) => deleteObjects(context, found));
});

/** As the standard setup made it. */
When<KindlingWorld>('I create {workload} again', async function (workload: WorkloadName) {
  await createAgain(this.scenario, workload);
});

/** Before its old pods are gone. */
When<KindlingWorld>('I delete {workload} and create it again at once', async function (workload: WorkloadName) {
  await replaceAtOnce(this.scenario, workload);
});
