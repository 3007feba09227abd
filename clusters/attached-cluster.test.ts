import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { AttachedCluster } from './attached-cluster.ts';
import type { Engine } from './engine/engine.ts';
import type { KeptCluster } from './registry/kept-clusters.ts';
import { DEFAULT_TOPOLOGY } from './topology.ts';

const kept: KeptCluster = {
  name: 'kindling',
  run: 'r1',
  kubernetesVersion: 'v1.37.2',
  kubeconfig: '/nowhere',
  nodes: [
    { name: 'kindling-control-plane', role: 'control-plane', ip: '10.0.0.2' },
    { name: 'kindling-worker', role: 'worker', ip: '10.0.0.3' },
  ],
  doors: [
    { node: 'kindling-control-plane', nodePort: 30080, url: 'http://127.0.0.1:1' },
    { node: 'kindling-worker', nodePort: 30080, url: 'http://127.0.0.1:2' },
    { node: 'kindling-worker', nodePort: 30081, url: 'http://127.0.0.1:3' },
  ],
  phases: {},
  topology: DEFAULT_TOPOLOGY,
  kubectl: '/tmp/kubectl',
};

/** An engine in which so many containers run; it refuses everything but being asked for them by their run. */
function engineWith(running: number): Engine {
  const listContainers = async ({ all, filters }: { all: boolean; filters: { label: string[] } }) => {
    assert.deepEqual([all, filters], [false, { label: ['kindling.dev/run=r1'] }]);
    return Array.from({ length: running }, () => ({ Id: 'x' }));
  };
  const client = { container: { dockerode: { listContainers } } };
  return { kind: 'docker', description: 'Docker', client } as unknown as Engine;
}

describe('a cluster that is used again', () => {
  it('is what its record says, and outlives its disposal', async () => {
    await using cluster = await AttachedCluster.attach(engineWith(2), kept);
    assert.deepEqual(
      [cluster.name, cluster.kubernetesVersion, cluster.nodePorts],
      ['kindling', 'v1.37.2', [30080, 30081]],
    );
    assert.deepEqual(
      cluster.doors(30080).map(({ url }) => url),
      ['http://127.0.0.1:1', 'http://127.0.0.1:2'],
    );
    assert.throws(() => cluster.doors(1), /NodePort 1 of cluster kindling has no doors: it publishes 30080, 30081/);
  });

  it('is not attached to when a node of it is gone, and says what to do', async () => {
    await assert.rejects(
      AttachedCluster.attach(engineWith(1), kept),
      /Of the 2 nodes .* 1 run on Docker.*down kindling/,
    );
  });
});
