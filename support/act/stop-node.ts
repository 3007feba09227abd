import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, expectKind } from './action.ts';
import { onMachine } from './on-machine.ts';

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
  expectKind('stop-node', 'Node', [node]);
  const deed = { verb: 'stop-node', summary: `stopped node ${node.name}`, subjects: [node] };
  return onMachine(context, deed, (signal) => cluster.stopNode(node.name, signal));
}
