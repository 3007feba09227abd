import type { ActionContext } from '../act/action.ts';
import type { NodeState } from '../timeline/facts.ts';
import { restoreNodeAtEnd, selectNode } from './nodes.ts';
import type { PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';

/** Does something to the node of the pods that a step means; it is "the node" from then on, and set back in the end. */
export async function doToNode(
  scenario: Scenario,
  selection: PodSelection,
  verb: (context: ActionContext, node: NodeState) => Promise<string>,
): Promise<void> {
  await scenario.do(
    () => [selectNode(scenario, selection)],
    async ([node]) => {
      if (node === undefined) throw new Error('no node was chosen');
      await restoreNodeAtEnd(scenario, node);
      return verb(scenario.actions, node);
    },
  );
}
