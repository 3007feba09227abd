import { connect } from '../kubernetes/client.ts';
import { isConflict, isNotFound } from '../kubernetes/errors.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import type { NodeState, ObjectRef } from '../timeline/facts.ts';
import type { PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';
import { selectPods } from './select-pods.ts';
import { subjectNode } from './subject-node.ts';

const RESTORE_MS = 10_000;

/** The node that the step means: of the last action, or that of the first of the pods it names. @throws when there is none. */
function selectNode(scenario: Scenario, selection: PodSelection): NodeState {
  const nodes = scenario.present('Node');
  const subject = selection === 'subjects' ? subjectNode(scenario) : undefined;
  const name = subject?.name ?? selectPods(scenario, selection)[0]?.node;
  const node = nodes.find((candidate) => candidate.name === name);
  if (node === undefined)
    throw new Error(`there is no node ${name}; there is ${nodes.map((each) => each.name).join(', ')}`);
  return node;
}

/** Does something to the node that a step means; it is "the node" from then on. */
export async function doToSelectedNode(
  scenario: Scenario,
  selection: PodSelection,
  verb: (node: NodeState) => Promise<string>,
): Promise<void> {
  await scenario.do(
    () => [selectNode(scenario, selection)],
    async ([node]) => {
      if (node === undefined) throw new Error('no node was chosen');
      return verb(node);
    },
  );
}

/**
 * Has a node's taints and schedulability set back to what they are now when the scenario ends: nodes are shared by all
 * scenarios of a cluster.
 */
export async function restoreNodeAtEnd(scenario: Scenario, node: ObjectRef): Promise<void> {
  const { client, cluster, signal } = scenario.run;
  const { spec } = await client.raw<RawObject>('GET', objectPath(node), { signal });
  const { unschedulable, taints = [] } = spec as { readonly unschedulable?: boolean; readonly taints?: object[] };
  scenario.undo.defer(async () => {
    // The run's own client is of no use once the run was interrupted, and a cluster that stays must not keep the fault.
    const inTime = { signal: AbortSignal.timeout(RESTORE_MS) };
    await using own = await connect(cluster.kubeconfig, inTime);
    try {
      await own.raw('PATCH', objectPath(node), {
        contentType: 'application/merge-patch+json',
        body: { metadata: { uid: node.uid }, spec: { unschedulable: unschedulable ?? null, taints } },
        ...inTime,
      });
    } catch (error) {
      // It was removed meanwhile, and one of the same name that came since is another.
      if (!isNotFound(error) && !isConflict(error)) throw error;
    }
  });
}
