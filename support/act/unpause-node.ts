import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, expectKind } from './action.ts';
import { onMachine } from './on-machine.ts';

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
  expectKind('unpause-node', 'Node', [node]);
  const deed = { verb: 'unpause-node', summary: `let go on node ${node.name}`, subjects: [node] };
  return onMachine(context, deed, (signal) => cluster.unpauseNode(node.name, signal));
}
