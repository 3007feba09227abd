import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import type { ActionContext } from './action.ts';
import { onNode } from './on-machine.ts';

/**
 * Kills the API server of a control plane, and returns when its successor is ready. Watches break off meanwhile.
 * @returns the action's id.
 * @throws as `act` does.
 */
export function restartApiServer(
  context: ActionContext,
  cluster: Pick<ManagedCluster, 'restartApiServer'>,
  controlPlane: ObjectRef,
): Promise<string> {
  const summary = `restarted the API server of ${controlPlane.name}`;
  const deed = { verb: 'restart-api-server', summary };
  return onNode(context, deed, controlPlane, (signal) => cluster.restartApiServer(signal, controlPlane.name));
}
