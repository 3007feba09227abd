import { Then } from '@cucumber/cucumber';
import type { WorkloadName } from '../support/analysis/owners.ts';
import { losesBetween, losesExactly } from '../support/expect/claims/deletions.ts';
import { recreatesBetween, recreatesExactly, recreatesNone } from '../support/expect/claims/recreations.ts';
import { recreatesOnNodesOf, replacesWhen } from '../support/expect/claims/replacement.ts';
import { subjectPods } from '../support/scenario/select-pods.ts';
import type { KindlingWorld } from '../support/world.ts';

/** In answer to the last action: no fewer, and no more in the two seconds that follow. */
Then<KindlingWorld>(
  '{workload} recreates exactly {int} pod(s) within {duration}',
  async function (workload: WorkloadName, count: number, within: number) {
    await this.scenario.settles(recreatesExactly(workload, count, this.scenario.deed), within);
  },
);

/** The same, where they replace nothing: more are wanted, or a new template is rolled out. */
Then<KindlingWorld>(
  '{workload} makes exactly {int} new pod(s) within {duration}',
  async function (workload: WorkloadName, count: number, within: number) {
    await this.scenario.settles(recreatesExactly(workload, count, this.scenario.deed), within);
  },
);

/** For a race that has no fixed winner; still so in the two seconds that follow. */
Then<KindlingWorld>(
  '{workload} recreates between {int} and {int} pods within {duration}',
  async function (workload: WorkloadName, least: number, most: number, within: number) {
    await this.scenario.settles(recreatesBetween(workload, least, most, this.scenario.deed), within);
  },
);

/** At no moment. */
Then<KindlingWorld>(
  '{workload} recreates no pod for {duration}',
  async function (workload: WorkloadName, time: number) {
    await this.scenario.stays(recreatesNone(workload, this.scenario.deed), time);
  },
);

/** Deleted by whomever while it owns them: no fewer, and no more in the two seconds that follow. */
Then<KindlingWorld>(
  '{workload} loses exactly {int} pod(s) within {duration}',
  async function (workload: WorkloadName, count: number, within: number) {
    await this.scenario.settles(losesExactly(workload, count, this.scenario.deed), within);
  },
);

/** None is deleted at any moment. */
Then<KindlingWorld>('{workload} loses no pod for {duration}', async function (workload: WorkloadName, time: number) {
  await this.scenario.stays(losesExactly(workload, 0, this.scenario.deed), time);
});

/** Whoever owns them, if anybody does: for a race that has no fixed winner. */
Then<KindlingWorld>(
  'between {int} and {int} pods are deleted within {duration}',
  async function (least: number, most: number, within: number) {
    await this.scenario.settles(losesBetween(least, most, this.scenario.deed), within);
  },
);

/** Whoever owns them, if anybody does. */
Then<KindlingWorld>(
  'exactly {int} pod(s) is/are deleted within {duration}',
  async function (count: number, within: number) {
    await this.scenario.settles(losesBetween(count, count, this.scenario.deed), within);
  },
);

/** As many on each node as the pods of the last action. */
Then<KindlingWorld>(
  '{workload} recreates on the same node(s) within {duration}',
  async function (workload: WorkloadName, within: number) {
    const { scenario } = this;
    await scenario.becomes(recreatesOnNodesOf(workload, subjectPods(scenario), scenario.deed), within);
  },
);

/** It does not wait. Of several pods only a DaemonSet's can be asked, each against the new pod on its node. */
Then<KindlingWorld>(
  '{workload} replaces the pod(s) before it/they has/have stopped within {duration}',
  async function (workload: WorkloadName, within: number) {
    const { scenario } = this;
    await scenario.becomes(replacesWhen(workload, subjectPods(scenario), 'before', scenario.deed), within);
  },
);

/** It waits for the terminal phase: of a DaemonSet's pods each against the new one on its node, of others all before the first new one. */
Then<KindlingWorld>(
  '{workload} replaces the pod(s) only after it/they has/have stopped within {duration}',
  async function (workload: WorkloadName, within: number) {
    const { scenario } = this;
    await scenario.becomes(replacesWhen(workload, subjectPods(scenario), 'after', scenario.deed), within);
  },
);
