import type {
  ControllerRef,
  Endpoint,
  EndpointSliceState,
  Instant,
  NodeState,
  PodState,
  ServiceState,
  WorkloadState,
} from '../../timeline/facts.ts';

/** The beginning of hand-made timelines. */
export const T0: Instant = 1_800_000_000_000;

/** The namespace of every hand-made object. */
export const NAMESPACE = 'kindling-test';

/** A pod with defaults: running, ready, on worker1, `app=rng`, owned by nobody. Its uid is `uid-NAME`. */
export function pod(name: string, over: Partial<PodState> = {}): PodState {
  return {
    kind: 'Pod',
    namespace: NAMESPACE,
    name,
    uid: `uid-${name}`,
    labels: { app: 'rng' },
    annotations: {},
    controller: undefined,
    createdAt: T0,
    deletionTimestamp: undefined,
    node: 'worker1',
    ip: '10.244.1.2',
    phase: 'Running',
    ready: true,
    restarts: 0,
    images: ['rng:1'],
    ...over,
  };
}

/** A Deployment, ReplicaSet or DaemonSet with all its pods. Its uid is `uid-KIND-NAME`. */
export function workload(kind: WorkloadState['kind'], name: string, over: Partial<WorkloadState> = {}): WorkloadState {
  const pods = over.desired ?? 3;
  return {
    kind,
    namespace: NAMESPACE,
    name,
    uid: `uid-${kind}-${name}`,
    labels: {},
    controller: undefined,
    selector: { app: 'rng' },
    generation: 1,
    observedGeneration: 1,
    desired: pods,
    current: pods,
    ready: pods,
    updated: pods,
    deletionTimestamp: undefined,
    ...over,
  };
}

/** The controller reference to a workload of `workload`. */
export function controlledBy(kind: WorkloadState['kind'], name: string, uid = `uid-${kind}-${name}`): ControllerRef {
  return { kind, name, uid };
}

/** A node that takes pods. Its uid is `uid-node-NAME`. */
export function node(name: string, over: Partial<NodeState> = {}): NodeState {
  const identity = { kind: 'Node', namespace: '', name, uid: `uid-node-${name}` } as const;
  return { ...identity, ready: true, unschedulable: false, taints: [], ...over };
}

/** A Service that selects `app=rng`. */
export function service(name: string, over: Partial<ServiceState> = {}): ServiceState {
  const identity = { kind: 'Service', namespace: NAMESPACE, name, uid: `uid-Service-${name}` } as const;
  return { ...identity, selector: { app: 'rng' }, clusterIP: '10.96.0.1', nodePorts: [30080], ...over };
}

/** An endpoint of a pod named as in `pod`: ready. */
export function endpoint(name: string, over: Partial<Endpoint> = {}): Endpoint {
  const target = { name, uid: `uid-${name}` };
  return { addresses: [name], ready: true, serving: true, terminating: false, node: 'worker1', pod: target, ...over };
}

/** A slice of `service/rng` with the endpoints given; names stand for ready ones. */
export function slice(
  endpoints: readonly (string | Endpoint)[],
  over: Partial<EndpointSliceState> = {},
): EndpointSliceState {
  const name = over.name ?? 'rng-abc';
  return {
    kind: 'EndpointSlice',
    namespace: NAMESPACE,
    name,
    uid: `uid-slice-${name}`,
    service: 'rng',
    generation: 1,
    endpoints: endpoints.map((each) => (typeof each === 'string' ? endpoint(each) : each)),
    ...over,
  };
}
