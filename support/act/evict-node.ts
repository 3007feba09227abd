import { FIELD_MANAGER } from '../kubernetes/apply.ts';
import { isNotFound } from '../kubernetes/errors.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import type { ObjectRef, PodState } from '../timeline/facts.ts';
import { type ActionContext, act, expectKind } from './action.ts';
import { namesOf } from './names.ts';
import { outcomesOf } from './outcomes.ts';
import { readSubject } from './subject.ts';

/**
 * Drains a node like `kubectl drain --ignore-daemonsets`: marks it unschedulable, then evicts its pods through the Eviction API,
 * except those of DaemonSets (https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/). Does not wait for them
 * to stop.
 * @param pods of the scenario's namespace: pods of others, which a real drain evicts too, are none of its business.
 * @returns the action's id.
 * @throws as `act` does, also when a PodDisruptionBudget forbids an eviction.
 */
export function drainNode(context: ActionContext, node: ObjectRef, pods: readonly PodState[]): Promise<string> {
  expectKind('evict-node', 'Node', [node]);
  const evicted = pods.filter((pod) => pod.node === node.name && pod.controller?.kind !== 'DaemonSet');
  const summary = `drained ${node.name} of ${evicted.length === 0 ? 'no pod' : namesOf(evicted)}`;
  // The evicted pods are subjects too: that they go is this action's doing.
  return act(context, { verb: 'evict-node', summary, subjects: [node, ...evicted] }, async (signal) => {
    const { metadata } = await context.client.raw<{ metadata: { resourceVersion: string } }>(
      'PATCH',
      objectPath(node),
      {
        query: { fieldManager: FIELD_MANAGER, fieldValidation: 'Strict' },
        contentType: 'application/merge-patch+json',
        body: { metadata: { uid: node.uid }, spec: { unschedulable: true } },
        signal,
      },
    );
    const evictions = await outcomesOf(evicted, (pod) => evict(context, pod, signal));
    return [{ resourceVersion: metadata.resourceVersion, changed: evictions.length > 0 }, ...evictions];
  });
}

async function evict(context: ActionContext, pod: ObjectRef, signal: AbortSignal) {
  const before = await readSubject(context, pod, signal);
  try {
    await context.client.raw('POST', `${objectPath(pod)}/eviction`, {
      body: {
        apiVersion: 'policy/v1',
        kind: 'Eviction',
        metadata: { name: pod.name, namespace: pod.namespace },
        deleteOptions: { preconditions: { uid: pod.uid } },
      },
      signal,
    });
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
  return { resourceVersion: before?.metadata.resourceVersion ?? '', changed: before !== undefined };
}
