import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'yaml';
import { startedCluster } from '../../testing/started-cluster.ts';
import { aControlPlane } from '../parts.ts';

const signal = AbortSignal.timeout(200_000);

test('three control planes: the API outlives the loss of any one, by the same address', async () => {
  await using it = await startedCluster({ controlPlanes: 3, workers: 1 }, signal);
  const { cluster } = it;
  const [first] = cluster.nodes;
  assert.ok(first !== undefined);
  const members = await aControlPlane(cluster).kubectl(
    ['get', 'nodes', '--selector=node-role.kubernetes.io/control-plane', '--output=name'],
    signal,
  );
  assert.equal(members.trim().split('\n').length, 3);
  const { clusters } = parse(readFileSync(cluster.kubeconfig, 'utf8')) as {
    clusters: [{ cluster: { server: string } }];
  };
  const { server } = clusters[0].cluster;
  assert.match(server, /^https:\/\/127\.0\.0\.1:\d+$/);
  // The worker reaches the API by the load balancer's name, this host by its published port.
  const worker = cluster.nodes.find(({ role }) => role === 'worker');
  const askFromWorker = () =>
    worker?.run(
      ['kubectl', '--kubeconfig=/etc/kubernetes/kubelet.conf', 'get', '--raw', '/readyz', '--request-timeout=3s'],
      signal,
    );
  assert.equal(await askFromWorker(), 'ok');

  await cluster.stopNode(first.name, signal);
  // Soon every connection ends at one that lives: with a dead one among three, nine in a row would not get through.
  await eventually(() => inARow(9, askFromWorker));
  const created = await aControlPlane(cluster).kubectl(['create', 'configmap', 'after-the-loss'], signal);
  assert.match(created, /created/);

  await cluster.startNode(first.name, signal);
  const found = await first.kubectl(['get', 'configmap', 'after-the-loss', '--output=name'], signal);
  assert.equal(found.trim(), 'configmap/after-the-loss');

  // A frozen one still accepts connections: only its silence tells. It is removed frozen, too.
  const second = cluster.nodes.find(({ name }) => name.endsWith('control-plane2'));
  await cluster.pauseNode(second?.name ?? '', signal);
  await eventually(() => inARow(9, askFromWorker));
});

async function inARow(times: number, ask: () => Promise<string> | undefined): Promise<void> {
  for (let call = 0; call < times; call++) assert.equal(await ask(), 'ok');
}

/**
 * The load balancer may take some seconds to notice, and leases of a lost etcd leader to run out; until then a question may by
 * chance be put to one that lives.
 */
async function eventually(work: () => Promise<unknown> | undefined): Promise<void> {
  const deadline = performance.now() + 25_000;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await delay(200, undefined, { signal });
    }
  }
}
