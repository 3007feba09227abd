import type { RawObject } from '../kubernetes/raw-object.ts';
import type { ObservedKind, ObservedObject } from '../timeline/facts.ts';
import { endpointSliceState } from './endpoint-slice-state.ts';
import { eventState } from './event-state.ts';
import { nodeState } from './node-state.ts';
import { podState } from './pod-state.ts';
import { serviceState } from './service-state.ts';
import { workloadState } from './workload-state.ts';

/**
 * Reduces an object, as JSON from the API server, to what the timeline keeps of its kind: times become numbers,
 * what the API leaves out when empty becomes an empty map, list or 0, and all else is dropped.
 */
export function observedObject(kind: ObservedKind, raw: RawObject): ObservedObject {
  switch (kind) {
    case 'Pod':
      return podState(raw);
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
      return workloadState(kind, raw);
    case 'Service':
      return serviceState(raw);
    case 'EndpointSlice':
      return endpointSliceState(raw);
    case 'Node':
      return nodeState(raw);
    case 'Event':
      return eventState(raw);
  }
}
