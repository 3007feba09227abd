import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amissOf } from './what-is-amiss.ts';

const ready = (status: string) => ({ conditions: [{ type: 'Ready', status }] });
const metadata = (name: string) => ({ name, uid: name, resourceVersion: '1', namespace: '' });
const machines = (state: 'running' | 'paused' = 'running') => [
  { name: 'cp', role: 'control-plane', ip: '10.0.0.2', state: 'running' } as const,
  { name: 'w', role: 'worker', ip: '10.0.0.3', state } as const,
];
const taint = { key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' };
const nodes = (spec: object = {}, status = 'True') => [
  { kind: 'Node', metadata: metadata('cp'), spec: { taints: [taint] }, status: ready('True') },
  { kind: 'Node', metadata: metadata('w'), spec, status: ready(status) },
];
const pods = (status = 'True') => [{ kind: 'Pod', metadata: metadata('dns'), spec: {}, status: ready(status) }];

test('nothing is amiss with a cluster as it was made', () => {
  assert.equal(amissOf(machines(), 2, nodes(), pods()), undefined);
});

test('each thing that a scenario may leave is named', () => {
  assert.match(amissOf(machines(), 3, nodes(), pods()) ?? '', /2 machines and 2 nodes, not 3/);
  assert.equal(amissOf(machines('paused'), 2, nodes(), pods()), 'node w is paused');
  assert.equal(amissOf(machines(), 2, nodes({}, 'Unknown'), pods()), 'node w is not ready');
  assert.equal(amissOf(machines(), 2, nodes({ unschedulable: true }), pods()), 'node w is unschedulable');
  const tainted = nodes({ taints: [{ key: 'a', value: 'b', effect: 'NoExecute' }] });
  assert.equal(amissOf(machines(), 2, tainted, pods()), 'node w is tainted a=b:NoExecute');
  assert.equal(amissOf(machines(), 2, nodes(), pods('False')), 'pod kube-system/dns is not ready');
});
