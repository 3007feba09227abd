import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, expectKind } from './action.ts';
import { onMachine } from './on-machine.ts';

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
  expectKind('pause-node', 'Node', [node]);
  const deed = { verb: 'pause-node', summary: `paused node ${node.name}`, subjects: [node] };
  return onMachine(context, deed, (signal) => cluster.pauseNode(node.name, signal));
}
