import type { ActionContext } from '../act/action.ts';
import { NODES } from '../run/concurrency.ts';
import type { NodeState } from '../timeline/facts.ts';
import { doToSelectedNode, restoreNodeAtEnd } from './nodes.ts';
import type { PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';

/**
 * Does something to the node of the pods that a step means; it is "the node" from then on, and set back in the end.
 * @throws in a scenario that runs beside others: a node is shared by all.
 */
export async function doToNode(
  scenario: Scenario,
  selection: PodSelection,
  verb: (context: ActionContext, node: NodeState) => Promise<string>,
): Promise<void> {
  if (scenario.run.ownCluster === undefined && !scenario.tags.includes(NODES))
    throw new Error(`what is done to a node disturbs every scenario of a cluster: tag this one ${NODES}`);
  await doToSelectedNode(scenario, selection, async (node) => {
    await restoreNodeAtEnd(scenario, node);
    return verb(scenario.actions, node);
  });
}
