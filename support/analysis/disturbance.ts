import { isDeepStrictEqual } from 'node:util';
import type { Fact, FactOf, ObservedKind, ObservedObject } from '../timeline/facts.ts';

const DISTURBING: readonly string[] = ['Pod', 'EndpointSlice', 'Node'] satisfies ObservedKind[];

/**
 * The last change of a pod, an EndpointSlice or a node that controllers, kube-proxy or the scheduler have to act on: of labels, owner,
 * node, address, readiness, phase, deletion, endpoints; of a node whether it is ready and schedulable, and its taints. The scheduler
 * hears of nodes and of pods by watches of their own, so a pod that is made right after its node was cordoned may still be put there.
 * A kubelet writes the status of a pod some times more when nothing of these has changed
 * (`podEndpointsChanged` in k8s.io/endpointslice/util: the EndpointSlice controller does not look at such writes).
 */
export function lastDisturbance(facts: readonly Fact[]): FactOf<'object-seen'> | undefined {
  const states = new Map<string, ObservedObject>();
  let last: FactOf<'object-seen'> | undefined;
  for (const fact of facts) {
    if (fact.type !== 'object-seen') continue;
    const { change, object } = fact;
    if (!DISTURBING.includes(object.kind)) continue;
    if (change === 'DELETED' || !isDeepStrictEqual(states.get(object.uid), object)) last = fact;
    states.set(object.uid, object);
  }
  return last;
}
