import { Given, Then } from '@cucumber/cucumber';
import { everyFailedRequestIsExplained } from '../support/expect/claims/explained.ts';
import { noOutageLongerThan, p99Below } from '../support/expect/claims/noticed.ts';
import { freshRequestsStop, keptConnectionReaches } from '../support/expect/claims/pod-traffic.ts';
import { failedAtMost, noRequestFailed } from '../support/expect/claims/traffic.ts';
import type { KindlingWorld } from '../support/world.ts';

/** New connections to every node's door, until the scenario ends. Every member has answered when the step is done. */
Given<KindlingWorld>(
  'traffic flows to {service} at {int} request(s) per second',
  async function (service: string, ratePerSecond: number) {
    await this.scenario.sendTraffic(service, { fresh: ratePerSecond });
  },
);

/** New connections, and as many requests again over connections that are kept. Every member has answered both ways. */
Given<KindlingWorld>(
  'traffic flows to {service} at {int} request(s) per second over kept-alive connections',
  async function (service: string, ratePerSecond: number) {
    await this.scenario.sendTraffic(service, { fresh: ratePerSecond, keepalive: ratePerSecond });
  },
);

/** Of all that were sent since the traffic was known to flow. */
Then<KindlingWorld>('no request failed', async function () {
  await this.scenario.traffic.proves(noRequestFailed);
});

/** Of all that were sent since the traffic was known to flow. */
Then<KindlingWorld>('at most {float}% of requests failed', async function (percent: number) {
  await this.scenario.traffic.proves((sent) => failedAtMost(percent, sent));
});

/** On no stream and at no door; the bound must be two sampling periods or more. */
Then<KindlingWorld>('clients noticed no outage longer than {duration}', async function (longest: number) {
  await this.scenario.traffic.proves((sent) => noOutageLongerThan(longest, sent));
});

/** The pods of the last action; the time runs from it. */
Then<KindlingWorld>('fresh connections stop reaching the pod(s) within {duration}', async function (within: number) {
  const { scenario } = this;
  const { subjects, askedAt } = scenario.deed;
  const span = { since: askedAt, withinMs: within };
  for (const pod of subjects) await scenario.becomes(freshRequestsStop(scenario.traffic.service, pod, span), within);
});

/** The pods of the last action, this long after it; needs traffic over kept-alive connections. */
Then<KindlingWorld>('kept-alive connections go on reaching the pod(s) for {duration}', async function (time: number) {
  const { scenario } = this;
  const { subjects, askedAt } = scenario.deed;
  for (const pod of subjects) await scenario.becomes(keptConnectionReaches(pod, askedAt + time), time);
});

/** By what the cluster did at that time, or the machine. */
Then<KindlingWorld>('every failed request is explained', async function () {
  await this.scenario.traffic.proves(everyFailedRequestIsExplained);
});

/** On every stream; a failed request ranks as slower than any answer. */
Then<KindlingWorld>('the p99 latency stays below {duration}', async function (bound: number) {
  await this.scenario.traffic.proves((sent) => p99Below(bound, sent));
});
