import { Given, Then } from '@cucumber/cucumber';
import { keptConnectionsHold, longestOutageBetween } from '../support/expect/claims/outage.ts';
import { freshRequestsStop, keptConnectionReaches } from '../support/expect/claims/pod-traffic.ts';
import { subjectPods } from '../support/scenario/select-pods.ts';
import type { KindlingWorld } from '../support/world.ts';

/** New connections to every node's door, until the scenario ends. Every member has answered when the step is done. */
Given<KindlingWorld>(
  'traffic flows to {service} at {int} requests per second',
  async function (service: string, rate: number) {
    await this.scenario.sendTraffic(service, { fresh: rate });
  },
);

/** The first number over new connections, the second over such as stay open. */
Given<KindlingWorld>(
  'traffic flows to {service} at {int} requests per second, and at {int} over kept connections',
  async function (service: string, fresh: number, keepalive: number) {
    await this.scenario.sendTraffic(service, { fresh, keepalive });
  },
);

/** Of all that were sent since the traffic began. */
Then<KindlingWorld>('no request failed', async function () {
  await this.scenario.traffic.noRequestFailed();
});

/** Of all that were sent since the traffic began over connections that stood. */
Then<KindlingWorld>('no request over a kept connection failed', async function () {
  await this.scenario.traffic.proves(keptConnectionsHold);
});

/** The longest time without a success since the traffic began. */
Then<KindlingWorld>(
  'new connections failed for between {duration} and {duration}',
  async function (least: number, most: number) {
    await this.scenario.traffic.proves((sent) => longestOutageBetween(least, most, sent));
  },
);

/** So many others have answered since that chance cannot have passed it over. */
Then<KindlingWorld>(
  'new connections to {service} stop reaching the pod(s) within {duration}',
  async function (service: string, withinMs: number) {
    const { scenario } = this;
    const since = scenario.deed.askedAt;
    for (const pod of subjectPods(scenario)) {
      await scenario.becomes(freshRequestsStop(service, pod, { since, withinMs }), withinMs);
    }
  },
);

/** A request over a connection that stood was answered by it, this long after the last action or later. */
Then<KindlingWorld>('kept connections still reach the pod(s) {duration} later', async function (time: number) {
  const { scenario } = this;
  for (const pod of subjectPods(scenario)) {
    // It takes a while until each of the connections has its turn again.
    await scenario.becomes(keptConnectionReaches(pod, scenario.deed.askedAt + time), time + 20_000);
  }
});
