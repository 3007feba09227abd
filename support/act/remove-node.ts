import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, expectKind } from './action.ts';
import { onMachine } from './on-machine.ts';

/**
 * Takes a worker away for good, machine and Node object, without draining it.
 * @returns the action's id.
 * @throws as `act` does.
 */
export function removeNode(
  context: ActionContext,
  cluster: Pick<ManagedCluster, 'removeWorker'>,
  node: ObjectRef,
): Promise<string> {
  expectKind('remove-node', 'Node', [node]);
  const deed = { verb: 'remove-node', summary: `removed node ${node.name}`, subjects: [node] };
  return onMachine(context, deed, (signal) => cluster.removeWorker(node.name, signal));
}
