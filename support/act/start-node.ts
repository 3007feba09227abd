import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { onNode } from './on-machine.ts';

/**
 * Starts a stopped node, and returns when its kubelet has said Ready since.
 * @returns the action's id.
 * @throws as `act` does.
 */
export function startNode(
  context: ActionContext,
  cluster: Pick<ManagedCluster, 'startNode'>,
  node: ObjectRef,
): Promise<string> {
  const deed = { verb: 'start-node', summary: `started node ${node.name}` };
  return onNode(context, deed, node, (signal) => cluster.startNode(node.name, signal));
}
