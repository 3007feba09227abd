import assert from 'node:assert/strict';
import { availableParallelism, release, totalmem } from 'node:os';
import { test } from 'node:test';
import type { ClusterNode } from '../../clusters/cluster.ts';
import { runStarted } from './run-started.ts';

const node = (name: string, role: ClusterNode['role']): ClusterNode => ({
  name,
  role,
  ip: '10.0.0.1',
  state: 'running',
});

test('a run begins with its cluster, the roles of the nodes counted, and its host', () => {
  const nodes = [node('k-control-plane', 'control-plane'), node('k-worker', 'worker'), node('k-worker2', 'worker')];
  const fact = runStarted('r1', { name: 'k', kubernetesVersion: 'v1.37.2', nodes }, 'docker 29.1');
  assert.equal(fact.run, 'r1');
  assert.equal(fact.engine, 'docker 29.1');
  assert.deepEqual(fact.cluster, {
    ...{ name: 'k', kubernetesVersion: 'v1.37.2', controlPlanes: 1 },
    nodes: ['k-control-plane', 'k-worker', 'k-worker2'],
  });
});

test('the host is told by what it can, and by nothing that names it or its users', () => {
  const { host } = runStarted('r1', { name: 'k', kubernetesVersion: 'v1.37.2', nodes: [] }, 'docker 29.1');
  const { memoryBytes, ...rest } = host;
  assert.deepEqual(rest, {
    ...{ cores: availableParallelism(), kernel: release(), node: process.version },
    platform: `${process.platform}/${process.arch}`,
  });
  assert.ok(memoryBytes > 0 && memoryBytes <= totalmem(), `${memoryBytes} bytes`);
});
