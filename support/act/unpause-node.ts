import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { onNode } from './on-machine.ts';

/**
 * Lets the processes of a frozen node go on.
 * @returns the action's id.
 * @throws as `act` does.
 */
export function unpauseNode(
  context: ActionContext,
  cluster: Pick<ManagedCluster, 'unpauseNode'>,
  node: ObjectRef,
): Promise<string> {
  const deed = { verb: 'unpause-node', summary: `let go on node ${node.name}` };
  return onNode(context, deed, node, (signal) => cluster.unpauseNode(node.name, signal));
}
