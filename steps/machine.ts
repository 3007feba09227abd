import { Then, When } from '@cucumber/cucumber';
import { pauseNode } from '../support/act/pause-node.ts';
import { removeNode } from '../support/act/remove-node.ts';
import { startNode } from '../support/act/start-node.ts';
import { stopNode } from '../support/act/stop-node.ts';
import { unpauseNode } from '../support/act/unpause-node.ts';
import { watchesReconnect } from '../support/expect/claims/watches.ts';
import { addNodeTo, doToMachine, restartApiServerOf } from '../support/scenario/do-to-machine.ts';
import type { PodSelection } from '../support/scenario/pod-selection.ts';
import type { KindlingWorld } from '../support/world.ts';

/** Of the first of these pods; it is powered off. Needs `@own-cluster`, as all that is done to machines. */
When<KindlingWorld>('I stop the node of {pods}', async function (pods: PodSelection) {
  await doToMachine(this.scenario, pods, stopNode);
});

/** Of the last action; the step is done when its kubelet has said Ready. */
When<KindlingWorld>('I start the node', async function () {
  await doToMachine(this.scenario, 'subjects', startNode);
});

/** Of the first of these pods: all its processes stand still, the kubelet among them. */
When<KindlingWorld>('I pause the node of {pods}', async function (pods: PodSelection) {
  await doToMachine(this.scenario, pods, pauseNode);
});

/** Of the last action. */
When<KindlingWorld>('I let the node go on', async function () {
  await doToMachine(this.scenario, 'subjects', unpauseNode);
});

/** Of the first of these pods: the machine and its Node object are gone at once, without a drain. */
When<KindlingWorld>('I remove the node of {pods}', async function (pods: PodSelection) {
  await doToMachine(this.scenario, pods, removeNode);
});

/** A worker; the step is done when its kubelet has said Ready. */
When<KindlingWorld>('I add a node', async function () {
  await addNodeTo(this.scenario);
});

/** It is killed, and the step is done when its successor is ready. */
When<KindlingWorld>('I restart the API server', async function () {
  await restartApiServerOf(this.scenario);
});

/** Each of this scenario, since the last action: what was watched was away, and nothing was missed. */
Then<KindlingWorld>('the watches break off and go on within {duration}', async function (within: number) {
  await this.scenario.becomes(watchesReconnect(this.scenario.deed.askedAt), within);
});
