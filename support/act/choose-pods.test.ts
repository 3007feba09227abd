import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PodState, WorkloadState } from '../timeline/facts.ts';
import { choosePods, ownerOf } from './choose-pods.ts';

function pod(name: string, createdAt: number, more: Partial<PodState> = {}): PodState {
  return {
    kind: 'Pod',
    namespace: 'k-1',
    name,
    uid: `uid-of-${name}`,
    labels: {},
    annotations: {},
    controller: { kind: 'DaemonSet', name: 'rng', uid: 'ds' },
    createdAt,
    deletionTimestamp: undefined,
    node: 'worker',
    ip: undefined,
    phase: 'Running',
    ready: true,
    restarts: 0,
    images: [],
    ...more,
  };
}

function workload(kind: WorkloadState['kind'], name: string, uid: string, controller?: string): WorkloadState {
  return {
    kind,
    namespace: 'k-1',
    name,
    uid,
    labels: {},
    controller: controller === undefined ? undefined : { kind: 'Deployment', name: 'rng', uid: controller },
    selector: {},
    generation: 1,
    observedGeneration: 1,
    desired: 1,
    current: 1,
    ready: 1,
    updated: 1,
    deletionTimestamp: undefined,
  };
}

const workloads = [
  workload('DaemonSet', 'rng', 'ds'),
  workload('Deployment', 'rng', 'dep'),
  workload('ReplicaSet', 'rng-6d4dd66654', 'rs1', 'dep'),
  workload('ReplicaSet', 'rng-7777777777', 'rs2', 'dep'),
];
const names = (pods: readonly PodState[]) => pods.map(({ name }) => name);

test('the oldest and the newest, in the same second by name', () => {
  const pods = [pod('c', 2), pod('b', 1), pod('a', 1), pod('d', 3)];
  assert.deepEqual(names(choosePods(pods, { count: 2 })), ['a', 'b']);
  assert.deepEqual(names(choosePods(pods, { count: 2, age: 'newest' })), ['d', 'c']);
  assert.deepEqual(names(pods), ['c', 'b', 'a', 'd'], 'the given list is left alone');
});

test('of a Deployment are the pods of all its ReplicaSets, and an orphan is of nobody', () => {
  const pods = [
    pod('daemon', 1),
    pod('old', 2, { controller: { kind: 'ReplicaSet', name: 'x', uid: 'rs1' } }),
    pod('new', 3, { controller: { kind: 'ReplicaSet', name: 'y', uid: 'rs2' }, node: 'worker2' }),
    pod('orphan', 4, { controller: undefined }),
  ];
  const deployment = ownerOf({ kind: 'deployment', name: 'rng' }, workloads);
  assert.deepEqual(names(choosePods(pods, { count: 2, owner: deployment })), ['old', 'new']);
  assert.deepEqual(names(choosePods(pods, { count: 1, owner: deployment, node: 'worker2' })), ['new']);
  assert.deepEqual(
    names(choosePods(pods, { count: 1, owner: ownerOf({ kind: 'DaemonSet', name: 'rng' }, workloads) })),
    ['daemon'],
  );
});

test('too few is an error that shows what there is and what was left out', () => {
  const pods = [
    pod('rng-abc', 1),
    pod('rng-bad', 1, { phase: 'Failed', ready: false }),
    pod('rng-def', 2, { deletionTimestamp: 3 }),
  ];
  const owner = ownerOf({ kind: 'DaemonSet', name: 'rng' }, workloads);
  assert.throws(() => choosePods(pods, { count: 2, owner }), {
    message:
      'asked for 2 pods of daemonset/rng, found 1: rng-abc (Running, ready); ' +
      'left out: rng-bad (Failed, not ready), rng-def (Running, terminating)',
  });
  assert.throws(() => choosePods([], { count: 1, node: 'worker9' }), {
    message: 'asked for 1 pod on worker9, found 0',
  });
  assert.throws(() => choosePods(pods, { count: 0 }), /ask for 1 or more/);
});

test('an unknown workload is an error that shows the known ones', () => {
  assert.throws(
    () => ownerOf({ kind: 'DaemonSet', name: 'rgn' }, workloads),
    /there is no daemonset\/rgn; there is daemonset\/rng, /,
  );
  assert.throws(() => ownerOf({ kind: 'DaemonSet', name: 'rgn' }, []), /no workload at all/);
});
