import { Given, Then } from '@cucumber/cucumber';
import type { KindlingWorld } from '../support/world.ts';

/** New connections to every node's door, until the scenario ends. Every member has answered when the step is done. */
Given<KindlingWorld>(
  'traffic flows to {service} at {int} requests per second',
  async function (service: string, rate: number) {
    await this.scenario.sendTraffic(service, rate);
  },
);

/** Of all that were sent since the traffic began. */
Then<KindlingWorld>('no request failed', async function () {
  await this.scenario.traffic.noRequestFailed();
});
