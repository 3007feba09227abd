import type { ManagedCluster } from '../../clusters/cluster.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { type ActionContext, act } from './action.ts';
import type { Created } from './create-objects.ts';

/**
 * Adds a worker to the cluster, and returns when its kubelet has said Ready. The subject of the fact `action-asked` has an empty
 * uid, because there is none before the node has registered.
 * @returns the action's id, and the new node as its subject.
 * @throws as `act` does.
 */
export async function addNode(context: ActionContext, cluster: Pick<ManagedCluster, 'addWorker'>): Promise<Created> {
  const wanted: ObjectRef = { kind: 'Node', namespace: '', name: 'a worker', uid: '' };
  const subjects: ObjectRef[] = [];
  const deed = { verb: 'add-node', summary: 'added a worker', subjects: [wanted] };
  const action = await act(context, deed, async (signal) => {
    const { name } = await cluster.addWorker(signal);
    const { metadata } = await context.client.raw<RawObject>('GET', objectPath({ ...wanted, name }), { signal });
    subjects.push({ ...wanted, name, uid: metadata.uid });
    return [{ resourceVersion: metadata.resourceVersion, changed: true }];
  });
  return { action, subjects };
}
