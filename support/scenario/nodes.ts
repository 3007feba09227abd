import { objectPath } from '../kubernetes/kinds.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import { observeNodes } from '../observe/observe-namespace.ts';
import type { NodeState, ObjectRef } from '../timeline/facts.ts';
import type { PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';
import { selectPods } from './select-pods.ts';
import { subjectNode } from './subject-node.ts';

const watched = new WeakSet<Scenario>();

/** Watches the cluster's nodes until the scenario ends, and returns when nothing of them can be missed. May be called again. */
export async function watchNodes(scenario: Scenario): Promise<void> {
  if (watched.has(scenario)) return;
  watched.add(scenario);
  const { run, id, signal } = scenario;
  const observation = scenario.undo.use(observeNodes(run.client, run.timeline, { signal, scenario: id }));
  await observation.opened;
}

/** The node that the step means: of the last action, or that of the first of the pods it names. @throws when there is none. */
export function selectNode(scenario: Scenario, selection: PodSelection): NodeState {
  const nodes = scenario.present('Node');
  const subject = selection === 'subjects' ? subjectNode(scenario) : undefined;
  const name = subject?.name ?? selectPods(scenario, selection)[0]?.node;
  const node = nodes.find((candidate) => candidate.name === name);
  if (node === undefined)
    throw new Error(`there is no node ${name}; there is ${nodes.map((each) => each.name).join(', ')}`);
  return node;
}

/**
 * Has a node's taints and schedulability set back to what they are now when the scenario ends: nodes are shared by all
 * scenarios of a cluster.
 */
export async function restoreNodeAtEnd(scenario: Scenario, node: ObjectRef): Promise<void> {
  const { client, signal } = scenario.run;
  const { spec } = await client.raw<RawObject>('GET', objectPath(node), { signal });
  const { unschedulable, taints = [] } = spec as { readonly unschedulable?: boolean; readonly taints?: object[] };
  scenario.undo.defer(async () => {
    await client.raw('PATCH', objectPath(node), {
      contentType: 'application/merge-patch+json',
      body: { metadata: { uid: node.uid }, spec: { unschedulable: unschedulable ?? null, taints } },
      signal,
    });
  });
}
