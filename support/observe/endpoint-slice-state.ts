import type { RawObject } from '../kubernetes/raw-object.ts';
import type { Endpoint, EndpointSliceState } from '../timeline/facts.ts';
import { refOf } from './object-ref.ts';

interface RawEndpoint {
  readonly addresses?: readonly string[];
  readonly conditions?: { readonly ready?: boolean; readonly serving?: boolean; readonly terminating?: boolean };
  readonly nodeName?: string;
  readonly targetRef?: { readonly kind?: string; readonly name?: string; readonly uid?: string };
}

/** What Kindling keeps of an EndpointSlice. */
export function endpointSliceState(raw: RawObject): EndpointSliceState {
  // `endpoints` stands beside `metadata`, and is null, not empty, in a slice without any.
  const { endpoints } = raw as { readonly endpoints?: readonly RawEndpoint[] | null };
  return {
    ...refOf('EndpointSlice', raw),
    service: raw.metadata.labels?.['kubernetes.io/service-name'],
    generation: raw.metadata.generation ?? 0,
    endpoints: (endpoints ?? []).map(endpoint),
  };
}

function endpoint({ addresses, conditions, nodeName, targetRef }: RawEndpoint): Endpoint {
  const pod = targetRef?.kind === 'Pod' && targetRef.name !== undefined && targetRef.uid !== undefined;
  return {
    addresses: addresses ?? [],
    ready: conditions?.ready ?? true,
    serving: conditions?.serving ?? true,
    terminating: conditions?.terminating ?? false,
    node: nodeName,
    pod: pod ? { name: targetRef.name, uid: targetRef.uid } : undefined,
  };
}
