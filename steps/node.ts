import { Then, When } from '@cucumber/cucumber';
import { cordonNodes } from '../support/act/cordon-nodes.ts';
import { drainNode } from '../support/act/evict-node.ts';
import { taintNodes } from '../support/act/taint-nodes.ts';
import { formatTaint, type Taint } from '../support/act/taints.ts';
import { uncordonNodes } from '../support/act/uncordon-nodes.ts';
import { untaintNodes } from '../support/act/untaint-nodes.ts';
import type { WorkloadName } from '../support/analysis/owners.ts';
import { nodeIsGone, nodeIsReady, nodeIsTainted, nodeIsUnschedulable } from '../support/expect/claims/nodes.ts';
import { recreatesElsewhere } from '../support/expect/claims/replacement.ts';
import { doToNode } from '../support/scenario/do-to-node.ts';
import type { PodSelection } from '../support/scenario/pod-selection.ts';
import type { Scenario } from '../support/scenario/scenario.ts';
import { subjectNode } from '../support/scenario/subject-node.ts';
import type { KindlingWorld } from '../support/world.ts';

/** Of the first of these pods. Needs `@nodes`, as all that is done to a node; it is set back when the scenario ends. */
When<KindlingWorld>('I cordon the node of {pods}', async function (pods: PodSelection) {
  await doToNode(this.scenario, pods, (context, node) => cordonNodes(context, [node]));
});

/** Of the last action. */
When<KindlingWorld>('I uncordon the node', async function () {
  await doToNode(this.scenario, 'subjects', (context, node) => uncordonNodes(context, [node]));
});

/**
 * As `kubectl drain --ignore-daemonsets --force`, of the pods of this scenario, but it does not wait for a PodDisruptionBudget that
 * forbids it. The node is set back when the scenario ends.
 */
When<KindlingWorld>('I drain the node of {pods}', async function (pods: PodSelection) {
  await drain(this.scenario, pods);
});

/** Of the last action, as above. */
When<KindlingWorld>('I drain the node', async function () {
  await drain(this.scenario, 'subjects');
});

/** As kubectl writes taints. The node is set back when the scenario ends. */
When<KindlingWorld>('I taint the node of {pods} with {taint}', async function (pods: PodSelection, taint: Taint) {
  await doToNode(this.scenario, pods, (context, node) => taintNodes(context, [node], taint));
});

/** Of the last action, as above. */
When<KindlingWorld>('I taint the node with {taint}', async function (taint: Taint) {
  await doToNode(this.scenario, 'subjects', (context, node) => taintNodes(context, [node], taint));
});

/** Of the last action. */
When<KindlingWorld>('I take the taint {taint} off the node', async function (taint: Taint) {
  await doToNode(this.scenario, 'subjects', (context, node) => untaintNodes(context, [node], taint));
});

/** Of the last action, by its spec. */
Then<KindlingWorld>('the node is unschedulable within {duration}', async function (within: number) {
  await this.scenario.becomes(nodeIsUnschedulable(subjectNode(this.scenario), true), within);
});

/** Of the last action, by its spec: taints are not looked at. */
Then<KindlingWorld>('the node is schedulable within {duration}', async function (within: number) {
  await this.scenario.becomes(nodeIsUnschedulable(subjectNode(this.scenario), false), within);
});

/** As kubectl writes it. */
Then<KindlingWorld>('the node is tainted {taint} within {duration}', async function (taint: Taint, within: number) {
  await this.scenario.becomes(nodeIsTainted(subjectNode(this.scenario), formatTaint(taint), true), within);
});

/** As many as ran on the node of the last action, at least one. */
Then<KindlingWorld>(
  '{workload} recreates on other nodes what ran on the node within {duration}',
  async function (workload: WorkloadName, within: number) {
    const { scenario } = this;
    await scenario.settles(recreatesElsewhere(workload, subjectNode(scenario), scenario.deed), within);
  },
);

/** Its kubelet says that it is. */
Then<KindlingWorld>('the node is ready within {duration}', async function (within: number) {
  await this.scenario.becomes(nodeIsReady(subjectNode(this.scenario), true), within);
});

/** Its kubelet says so, or has said nothing for so long that the control plane has given it up. */
Then<KindlingWorld>('the node is not ready within {duration}', async function (within: number) {
  await this.scenario.becomes(nodeIsReady(subjectNode(this.scenario), false), within);
});

/** Its Node object, whatever becomes of its pods. */
Then<KindlingWorld>('the node is gone within {duration}', async function (within: number) {
  await this.scenario.becomes(nodeIsGone(subjectNode(this.scenario)), within);
});

/** Evicts what is there when the node is found. */
async function drain(scenario: Scenario, of: PodSelection): Promise<void> {
  await doToNode(scenario, of, (context, node) => drainNode(context, node, scenario.present('Pod')));
}
