import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RawObject } from '../kubernetes/raw-object.ts';
import { observedObject } from './objects.ts';

const metadata = (name: string, more: object = {}): RawObject['metadata'] => ({
  name,
  namespace: 'k-1',
  uid: `uid-of-${name}`,
  resourceVersion: '4711',
  creationTimestamp: '2026-08-20T10:11:12Z',
  ...more,
});
const ref = (kind: string, name: string) => ({ kind, namespace: 'k-1', name, uid: `uid-of-${name}` });

test('a running pod of a DaemonSet', () => {
  const raw: RawObject & object = {
    metadata: metadata('rng-x7k2p', {
      generateName: 'rng-',
      labels: { app: 'rng', 'controller-revision-hash': '6d4dd66654', 'pod-template-generation': '1' },
      annotations: { note: 'x' },
      deletionTimestamp: '2026-08-20T10:12:12Z',
      deletionGracePeriodSeconds: 30,
      ownerReferences: [
        { apiVersion: 'v1', kind: 'ConfigMap', name: 'other', uid: 'u0' },
        {
          apiVersion: 'apps/v1',
          kind: 'DaemonSet',
          name: 'rng',
          uid: 'u1',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    }),
    spec: {
      nodeName: 'kindling-worker2',
      containers: [{ name: 'rng', image: 'agnhost:2.63', resources: {} }],
      restartPolicy: 'Always',
    },
    status: {
      phase: 'Running',
      reason: 'NodeAffinity',
      podIP: '10.244.2.7',
      hostIP: '172.18.0.3',
      conditions: [
        { type: 'ContainersReady', status: 'True' },
        { type: 'Ready', status: 'True', lastTransitionTime: '2026-08-20T10:11:14Z' },
      ],
      containerStatuses: [{ name: 'rng', restartCount: 2, ready: true, state: { running: {} } }],
    },
  };
  assert.deepEqual(observedObject('Pod', raw), {
    ...ref('Pod', 'rng-x7k2p'),
    labels: { app: 'rng', 'controller-revision-hash': '6d4dd66654', 'pod-template-generation': '1' },
    annotations: { note: 'x' },
    controller: { kind: 'DaemonSet', name: 'rng', uid: 'u1' },
    createdAt: Date.UTC(2026, 7, 20, 10, 11, 12),
    deletionTimestamp: Date.UTC(2026, 7, 20, 10, 12, 12),
    node: 'kindling-worker2',
    ip: '10.244.2.7',
    phase: 'Running',
    phaseReason: 'NodeAffinity',
    ready: true,
    restarts: 2,
    images: ['agnhost:2.63'],
  });
});

test('a pod that was just created: no node, no address, not ready, no owner', () => {
  const raw: RawObject = {
    metadata: metadata('bare'),
    spec: { containers: [{ name: 'rng', image: 'pause:3.10' }] },
    status: { phase: 'Pending', qosClass: 'BestEffort' },
  };
  assert.deepEqual(observedObject('Pod', raw), {
    ...ref('Pod', 'bare'),
    labels: {},
    annotations: {},
    controller: undefined,
    createdAt: Date.UTC(2026, 7, 20, 10, 11, 12),
    deletionTimestamp: undefined,
    node: undefined,
    ip: undefined,
    phase: 'Pending',
    phaseReason: undefined,
    ready: false,
    restarts: 0,
    images: ['pause:3.10'],
  });
});

test('a Deployment, a ReplicaSet and a DaemonSet count alike, and an absent counter is 0', () => {
  const labelled = metadata('rng', { generation: 3, labels: { app: 'rng' } });
  const spec = { replicas: 3, selector: { matchLabels: { app: 'rng' } }, template: {} };
  const common = {
    labels: { app: 'rng' },
    controller: undefined,
    selector: { app: 'rng' },
    generation: 3,
    deletionTimestamp: undefined,
  };
  const deployment = {
    metadata: labelled,
    spec,
    status: { observedGeneration: 3, replicas: 4, updatedReplicas: 2, readyReplicas: 3, unavailableReplicas: 1 },
  };
  assert.deepEqual(observedObject('Deployment', deployment), {
    ...ref('Deployment', 'rng'),
    ...common,
    observedGeneration: 3,
    desired: 3,
    current: 4,
    ready: 3,
    updated: 2,
  });
  assert.deepEqual(observedObject('ReplicaSet', { metadata: labelled, spec, status: { replicas: 0 } }), {
    ...ref('ReplicaSet', 'rng'),
    ...common,
    observedGeneration: 0,
    desired: 3,
    current: 0,
    ready: 0,
    updated: 0,
  });
  const status = {
    observedGeneration: 3,
    desiredNumberScheduled: 2,
    currentNumberScheduled: 2,
    numberReady: 1,
    numberMisscheduled: 0,
    updatedNumberScheduled: 2,
  };
  const daemonSpec = { selector: { matchLabels: { app: 'rng' } } };
  assert.deepEqual(observedObject('DaemonSet', { metadata: labelled, spec: daemonSpec, status }), {
    ...ref('DaemonSet', 'rng'),
    ...common,
    observedGeneration: 3,
    desired: 2,
    current: 2,
    ready: 1,
    updated: 2,
  });
});

test('a Service with a NodePort, and one without a selector', () => {
  const ports = [
    { port: 80, nodePort: 30080, targetPort: 8080, protocol: 'TCP' },
    { port: 81, targetPort: 8081 },
  ];
  const routing = { sessionAffinity: 'ClientIP', externalTrafficPolicy: 'Local' };
  const spec = { selector: { app: 'rng' }, clusterIP: '10.96.1.2', ports, ...routing };
  const raw = { metadata: metadata('rng'), spec };
  assert.deepEqual(observedObject('Service', raw), {
    ...ref('Service', 'rng'),
    selector: { app: 'rng' },
    clusterIP: '10.96.1.2',
    nodePorts: [30080],
    ...routing,
  });
  assert.deepEqual(observedObject('Service', { metadata: metadata('bare'), spec: { clusterIP: 'None' } }), {
    ...ref('Service', 'bare'),
    selector: {},
    clusterIP: 'None',
    nodePorts: [],
  });
});

test('an EndpointSlice: absent ready and serving mean true, absent terminating means false', () => {
  const endpoints = [
    {
      addresses: ['10.244.2.7'],
      conditions: { ready: false, serving: true, terminating: true },
      nodeName: 'kindling-worker2',
      targetRef: { kind: 'Pod', namespace: 'k-1', name: 'rng-x7k2p', uid: 'u7' },
    },
    { addresses: ['192.0.2.1'], conditions: {} },
  ];
  const meta = metadata('rng-abc12', { generation: 5, labels: { 'kubernetes.io/service-name': 'rng' } });
  assert.deepEqual(observedObject('EndpointSlice', { metadata: meta, endpoints } as RawObject), {
    ...ref('EndpointSlice', 'rng-abc12'),
    service: 'rng',
    generation: 5,
    endpoints: [
      {
        addresses: ['10.244.2.7'],
        ready: false,
        serving: true,
        terminating: true,
        node: 'kindling-worker2',
        pod: { name: 'rng-x7k2p', uid: 'u7' },
      },
      { addresses: ['192.0.2.1'], ready: true, serving: true, terminating: false, node: undefined, pod: undefined },
    ],
  });
});

test('an EndpointSlice without endpoints, which the API writes as null', () => {
  const raw = { metadata: metadata('rng-abc12'), endpoints: null, ports: null };
  const state = observedObject('EndpointSlice', raw);
  assert.deepEqual(state, { ...ref('EndpointSlice', 'rng-abc12'), service: undefined, generation: 0, endpoints: [] });
});

test('an Event, whose reporter is in the old field or in the new one', () => {
  const involvedObject = { kind: 'DaemonSet', namespace: 'k-1', name: 'rng', uid: 'u1', apiVersion: 'apps/v1' };
  const common = {
    reason: 'SuccessfulCreate',
    message: 'Created pod: rng-x7k2p',
    involvedObject,
    type: 'Normal',
    count: 1,
  };
  const old = {
    metadata: metadata('rng.1'),
    ...common,
    source: { component: 'daemonset-controller' },
    reportingComponent: '',
  };
  const expected = {
    ...ref('Event', 'rng.1'),
    reason: 'SuccessfulCreate',
    message: 'Created pod: rng-x7k2p',
    about: { kind: 'DaemonSet', name: 'rng' },
    reporter: 'daemonset-controller',
  };
  assert.deepEqual(observedObject('Event', old as RawObject), expected);
  const recent = { ...old, source: {}, reportingComponent: 'default-scheduler' };
  assert.deepEqual(observedObject('Event', recent as RawObject), { ...expected, reporter: 'default-scheduler' });
});
