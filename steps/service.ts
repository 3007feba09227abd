import { Then } from '@cucumber/cucumber';
import type { WorkloadName } from '../support/analysis/owners.ts';
import { memberCounts, podLeaves, podStays } from '../support/expect/claims/membership.ts';
import type { KindlingWorld } from '../support/world.ts';

/** The pod of the last action is no longer a ready endpoint of the Service; the time runs from the action. */
Then<KindlingWorld>(
  'the pod(s) leave(s) {service} within {duration}',
  async function (service: string, within: number) {
    for (const pod of this.scenario.deed.subjects) await this.scenario.becomes(podLeaves(service, pod), within);
  },
);

/** At every moment of the time that runs from the last action. */
Then<KindlingWorld>('the pod(s) stay(s) in {service} for {duration}', async function (service: string, time: number) {
  for (const pod of this.scenario.deed.subjects) await this.scenario.stays(podStays(service, pod), time);
});

/** Exactly these members and no others, and still so two seconds later; the time runs from the last action. */
Then<KindlingWorld>(
  '{service} comes to {int} member(s) of {workload} and {int} of {workload} within {duration}',
  async function (
    service: string,
    count: number,
    workload: WorkloadName,
    otherCount: number,
    other: WorkloadName,
    within: number,
  ) {
    const counts = [
      { workload, count },
      { workload: other, count: otherCount },
    ];
    await this.scenario.settles(memberCounts(service, counts), within);
  },
);
