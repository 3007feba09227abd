import { isDeepStrictEqual } from 'node:util';
import type { Fact, FactOf, ObservedObject } from '../timeline/facts.ts';

/**
 * The last change of a pod or an EndpointSlice that its controllers or kube-proxy have to act on: of labels, owner, node, address,
 * readiness, phase, deletion, endpoints. A kubelet writes the status of a pod some times more when nothing of these has changed
 * (`podEndpointsChanged` in k8s.io/endpointslice/util: the EndpointSlice controller does not look at such writes).
 */
export function lastDisturbance(facts: readonly Fact[]): FactOf<'object-seen'> | undefined {
  const states = new Map<string, ObservedObject>();
  let last: FactOf<'object-seen'> | undefined;
  for (const fact of facts) {
    if (fact.type !== 'object-seen') continue;
    const { change, object } = fact;
    if (object.kind !== 'Pod' && object.kind !== 'EndpointSlice') continue;
    if (change === 'DELETED' || !isDeepStrictEqual(states.get(object.uid), object)) last = fact;
    states.set(object.uid, object);
  }
  return last;
}
