import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { onNode } from './on-machine.ts';

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
  const deed = { verb: 'remove-node', summary: `removed node ${node.name}` };
  return onNode(context, deed, node, (signal) => cluster.removeWorker(node.name, signal));
}
