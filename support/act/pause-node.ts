import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { onNode } from './on-machine.ts';

/**
 * Freezes all processes of a node: it neither works nor says that it does not.
 * @returns the action's id.
 * @throws as `act` does.
 */
export function pauseNode(
  context: ActionContext,
  cluster: Pick<ManagedCluster, 'pauseNode'>,
  node: ObjectRef,
): Promise<string> {
  const deed = { verb: 'pause-node', summary: `paused node ${node.name}` };
  return onNode(context, deed, node, (signal) => cluster.pauseNode(node.name, signal));
}
