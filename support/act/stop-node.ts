import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { onNode } from './on-machine.ts';

/**
 * Shuts a node down: its pods stop, and nobody tells the API server.
 * @returns the action's id.
 * @throws as `act` does.
 */
export function stopNode(
  context: ActionContext,
  cluster: Pick<ManagedCluster, 'stopNode'>,
  node: ObjectRef,
): Promise<string> {
  const deed = { verb: 'stop-node', summary: `stopped node ${node.name}` };
  return onNode(context, deed, node, (signal) => cluster.stopNode(node.name, signal));
}
