import { Given, Then } from '@cucumber/cucumber';
import { everyFailedRequestIsExplained } from '../support/expect/claims/explained.ts';
import { failedAtLeast } from '../support/expect/claims/failed-at-least.ts';
import { noOutageLongerThan, p99Below } from '../support/expect/claims/noticed.ts';
import { keptConnectionsHold, longestOutageBetween } from '../support/expect/claims/outage.ts';
import { freshRequestsStop, keptConnectionReaches } from '../support/expect/claims/pod-traffic.ts';
import { scriptChecksPass, scriptThresholdsHold } from '../support/expect/claims/script.ts';
import type { Span } from '../support/expect/claims/span.ts';
import { eachDoorKeepsToOnePod } from '../support/expect/claims/sticky-doors.ts';
import { failedAtMost, noRequestFailed } from '../support/expect/claims/traffic.ts';
import { udpFlowReaches, udpFlowsLeave } from '../support/expect/claims/udp-flows.ts';
import type { Deed } from '../support/scenario/deeds.ts';
import { findFile } from '../support/scenario/find-file.ts';
import { subjectPods } from '../support/scenario/select-pods.ts';
import type { KindlingWorld } from '../support/world.ts';

/** Within this time each of the kept connections, or flows, has its turn again. */
const TURN_MS = 20_000;

/**
 * New connections to every node's door, until the scenario ends. Every member has answered when the step is done; with session
 * affinity, every door. The Service is that of the standard setup: it has the node port.
 */
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

/**
 * New connections, and as many datagrams over UDP flows that are kept, some at each node's door. Every member has answered both ways.
 * The embedded runner measures, for k6 has no UDP.
 */
Given<KindlingWorld>(
  'traffic flows to {service} at {int} request(s) per second over UDP',
  async function (service: string, ratePerSecond: number) {
    await this.scenario.sendTraffic(service, { fresh: ratePerSecond, udp: ratePerSecond });
  },
);

/**
 * A k6 script of your own, found beside the feature or from the project's folder. It gets the doors as `__ENV.KINDLING_DOORS` (by commas)
 * and `KINDLING_URL`; requests that it tags `stream: 'fresh'` or `'keepalive'` count in claims about requests, once it has ended. One to
 * which it gives a `name` needs the tag `door`, HOST:PORT, too.
 */
Given<KindlingWorld>('traffic from script {string}', async function (path: string) {
  await this.scenario.sendScript(findFile('script', path, this.scenario.feature));
});

/** Once it has ended by itself. It must have thresholds, and no iteration may have thrown. */
Then<KindlingWorld>("the script's thresholds hold", async function () {
  await this.scenario.traffic.untilScriptEnded();
  this.scenario.is(scriptThresholdsHold());
});

/** Once it has ended by itself, each time that it was asked. */
Then<KindlingWorld>('every check of the script passes', async function () {
  await this.scenario.traffic.untilScriptEnded();
  this.scenario.is(scriptChecksPass());
});

/** Of all that were sent since the traffic was known to flow. */
Then<KindlingWorld>('no request failed', async function () {
  await this.scenario.traffic.proves(noRequestFailed);
});

/** Of all that were sent since the traffic was known to flow. */
Then<KindlingWorld>('at most {float}% of requests failed', async function (percent: number) {
  await this.scenario.traffic.proves((sent) => failedAtMost(percent, sent));
});

/** Of all that were sent since the traffic was known to flow, on all streams together: clients noticed. */
Then<KindlingWorld>('at least {int} request(s) failed', async function (least: number) {
  await this.scenario.traffic.proves((sent) => failedAtLeast(least, sent));
});

/** On no stream and at no door. The bound must be two periods of a door's share or more: 0.3s at 20 requests per second and 3 doors. */
Then<KindlingWorld>('clients noticed no outage longer than {duration}', async function (longest: number) {
  await this.scenario.traffic.proves((sent) => noOutageLongerThan(longest, sent));
});

/** The time runs from when the last action was acknowledged; so many others answer afterwards, at every node's door, that chance cannot have passed the pod over. */
Then<KindlingWorld>('fresh connections stop reaching the pod(s) within {duration}', async function (within: number) {
  const { scenario } = this;
  const span = spanOf(scenario.deed, within);
  const pods = subjectPods(scenario);
  for (const pod of pods) {
    await scenario.becomes(freshRequestsStop(scenario.traffic.service, pod, span, pods), within);
  }
});

/** Every new connection through it leads to the same pod since the last action, as session affinity promises: it sees us as one client. */
Then<KindlingWorld>('each door keeps to one pod for {duration}', async function (time: number) {
  const { scenario } = this;
  await scenario.stays(eachDoorKeepsToOnePod(scenario.traffic.service, scenario.deed), time);
});

/** A request over a connection that stood before the last action was answered by it, this long after that or later. */
Then<KindlingWorld>('kept-alive connections go on reaching the pod(s) for {duration}', async function (time: number) {
  const { scenario } = this;
  const { askedAt, acknowledgedAt } = scenario.deed;
  for (const pod of subjectPods(scenario)) {
    await scenario.becomes(keptConnectionReaches(pod, { since: askedAt, from: acknowledgedAt + time }), time + TURN_MS);
  }
});

/** Each that led to it before the last action. The time runs from when that was acknowledged. */
Then<KindlingWorld>('UDP flows stop reaching the pod(s) within {duration}', async function (within: number) {
  const { scenario } = this;
  const span = spanOf(scenario.deed, within);
  for (const pod of subjectPods(scenario)) await scenario.becomes(udpFlowsLeave(pod, span), within);
});

/** A datagram over a flow that led to it before the last action was answered by it, this long after that or later. */
Then<KindlingWorld>('UDP flows go on reaching the pod(s) for {duration}', async function (time: number) {
  const { scenario } = this;
  const { askedAt, acknowledgedAt } = scenario.deed;
  for (const pod of subjectPods(scenario)) {
    await scenario.becomes(udpFlowReaches(pod, { since: askedAt, from: acknowledgedAt + time }), time + TURN_MS);
  }
});

/** By what the cluster did at that time, or the machine. */
Then<KindlingWorld>('every failed request is explained', async function () {
  await this.scenario.traffic.proves(everyFailedRequestIsExplained);
});

/** On every stream; a failed request ranks as slower than any answer. */
Then<KindlingWorld>('the p99 latency stays below {duration}', async function (bound: number) {
  await this.scenario.traffic.proves((sent) => p99Below(bound, sent));
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

function spanOf({ askedAt, acknowledgedAt }: Deed, withinMs: number): Span {
  return { since: askedAt, timedFrom: acknowledgedAt, withinMs };
}
