import { isNotFound } from '../kubernetes/errors.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import type { ObjectRef, PodState } from '../timeline/facts.ts';
import { type ActionContext, act, expectKind } from './action.ts';
import { namesOf } from './names.ts';
import { outcomesOf } from './outcomes.ts';
import { patchSubject } from './patch-subjects.ts';
import { readSubject } from './subject.ts';

/**
 * Drains a node like `kubectl drain --ignore-daemonsets --force`: marks it unschedulable, then evicts its pods through the Eviction
 * API, also those without a controller, but for those of DaemonSets
 * (https://kubernetes.io/docs/tasks/administer-cluster/safely-drain-node/). Does not wait for them to stop.
 * @param pods of the scenario's namespace: pods of others, which a real drain evicts too, are none of its business.
 * @returns the action's id.
 * @throws before anything is done when none of these pods would be evicted; else as `act` does, also when a PodDisruptionBudget
 * forbids an eviction.
 */
export function drainNode(context: ActionContext, node: ObjectRef, pods: readonly PodState[]): Promise<string> {
  expectKind('evict-node', 'Node', [node]);
  const evictable = pods.filter(({ controller }) => controller?.kind !== 'DaemonSet');
  const evicted = evictable.filter((pod) => pod.node === node.name);
  if (evicted.length === 0) throw nothingToEvict(node, evictable);
  const summary = `drained ${node.name} of ${namesOf(evicted)}`;
  // The evicted pods are subjects too: that they go is this action's doing.
  return act(context, { verb: 'evict-node', summary, subjects: [node, ...evicted] }, async (signal) => {
    const cordoned = await patchSubject(context, node, () => ({ spec: { unschedulable: true } }), signal);
    return [cordoned, ...(await outcomesOf(evicted, (pod) => evict(context, pod, signal)))];
  });
}

function nothingToEvict(node: ObjectRef, evictable: readonly PodState[]): Error {
  const elsewhere = evictable.map((pod) => `${pod.name} on ${pod.node ?? 'no node yet'}`).join(', ');
  return new Error(
    `draining ${node.name} would evict no pod of this scenario, so nothing was done: it would evict ` +
      `${elsewhere || 'no pod on any node'}; pods of DaemonSets stay`,
  );
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
