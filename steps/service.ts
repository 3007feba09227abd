import { Given, Then, When } from '@cucumber/cucumber';
import type { WorkloadName } from '../support/analysis/owners.ts';
import { podIsListed, serviceSelects, slicesUnwritten } from '../support/expect/claims/endpoints.ts';
import { membersAtLeast, membersFall } from '../support/expect/claims/floors.ts';
import { memberCounts, podJoins, podLeaves, podStays } from '../support/expect/claims/membership.ts';
import { changeSelectorOf } from '../support/scenario/change-selector-of.ts';
import { subjectPods } from '../support/scenario/select-pods.ts';
import type { KindlingWorld } from '../support/world.ts';

type Labels = Readonly<Record<string, string>>;

/** By exactly these labels: `app=rng,active=yes`. */
When<KindlingWorld>('I make {service} select {labels}', async function (service: string, labels: Labels) {
  await changeSelectorOf(this.scenario, service, labels);
});

/** The same as preparation. */
Given<KindlingWorld>('{service} is made to select {labels}', async function (service: string, labels: Labels) {
  await changeSelectorOf(this.scenario, service, labels);
});

/** Its spec says so. */
Then<KindlingWorld>(
  '{service} selects on {labels} within {duration}',
  async function (service: string, labels: Labels, within: number) {
    await this.scenario.becomes(serviceSelects(service, labels), within);
  },
);

/** It was a ready endpoint at the last action, and is none any more. */
Then<KindlingWorld>(
  'the pod(s) leave(s) {service} within {duration}',
  async function (service: string, within: number) {
    const { scenario } = this;
    for (const pod of subjectPods(scenario)) await scenario.becomes(podLeaves(service, pod, scenario.deed), within);
  },
);

/** It is a ready endpoint since the last action, again or for the first time. */
Then<KindlingWorld>('the pod(s) join(s) {service} within {duration}', async function (service: string, within: number) {
  const { scenario } = this;
  for (const pod of subjectPods(scenario)) await scenario.becomes(podJoins(service, pod, scenario.deed), within);
});

/** At every moment. */
Then<KindlingWorld>('the pod(s) stay(s) in {service} for {duration}', async function (service: string, time: number) {
  for (const pod of subjectPods(this.scenario)) await this.scenario.stays(podStays(service, pod), time);
});

/** Its endpoint is there and terminating: new connections go elsewhere, those that exist are served. */
Then<KindlingWorld>(
  '{service} lists the pod(s) as terminating but serving within {duration}',
  async function (service: string, within: number) {
    const conditions = { ready: false, serving: true, terminating: true };
    for (const pod of subjectPods(this.scenario)) {
      await this.scenario.becomes(podIsListed(service, pod, conditions), within);
    }
  },
);

/** Its endpoint is there and neither ready nor serving. */
Then<KindlingWorld>(
  '{service} lists the pod(s) as not ready within {duration}',
  async function (service: string, within: number) {
    const conditions = { ready: false, serving: false, terminating: false };
    for (const pod of subjectPods(this.scenario)) {
      await this.scenario.becomes(podIsListed(service, pod, conditions), within);
    }
  },
);

/** Its endpoint is ready and not serving: the Service publishes what is not ready. */
Then<KindlingWorld>(
  '{service} lists the pod(s) as ready but not serving within {duration}',
  async function (service: string, within: number) {
    const conditions = { ready: true, serving: false, terminating: false };
    for (const pod of subjectPods(this.scenario)) {
      await this.scenario.becomes(podIsListed(service, pod, conditions), within);
    }
  },
);

/** Exactly these members and no others. Looks now. */
Then<KindlingWorld>(
  '{service} has {int} member(s) of {workload} and {int} of {workload}',
  function (service: string, count: number, workload: WorkloadName, otherCount: number, other: WorkloadName) {
    this.scenario.is(memberCounts(service, ofBoth(count, workload, otherCount, other)));
  },
);

/** Exactly these members and no others, and still so two seconds later. */
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
    await this.scenario.settles(memberCounts(service, ofBoth(count, workload, otherCount, other)), within);
  },
);

/** Not one, and still so two seconds later. */
Then<KindlingWorld>('{service} comes to no member within {duration}', async function (service: string, within: number) {
  await this.scenario.settles(memberCounts(service, []), within);
});

/** At every moment. */
Then<KindlingWorld>(
  '{service} never has fewer than {int} member(s) of {workload} for {duration}',
  async function (service: string, count: number, workload: WorkloadName, time: number) {
    await this.scenario.stays(membersAtLeast(service, count, workload), time);
  },
);

/** From more at the last action, if only for a moment. */
Then<KindlingWorld>(
  '{service} falls to {int} member(s) of {workload} within {duration}',
  async function (service: string, count: number, workload: WorkloadName, within: number) {
    await this.scenario.becomes(membersFall(service, count, workload, this.scenario.deed), within);
  },
);

/** Neither endpoints nor ports: the slices keep their generation. */
Then<KindlingWorld>(
  'the EndpointSlice(s) of {service} is/are not written for {duration}',
  async function (service: string, time: number) {
    await this.scenario.stays(slicesUnwritten(service, this.scenario.deed), time);
  },
);

function ofBoth(count: number, workload: WorkloadName, otherCount: number, other: WorkloadName) {
  return [
    { workload, count },
    { workload: other, count: otherCount },
  ];
}
