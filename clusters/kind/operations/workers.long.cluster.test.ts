import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startedCluster, type TestCluster } from '../../testing/started-cluster.ts';
import { answerOf, serveWeb } from '../../testing/web-server.ts';
import { aControlPlane } from '../parts.ts';

const signal = AbortSignal.timeout(170_000);
const NODE_PORT = 30080;
let it: TestCluster;

before(async () => {
  it = await startedCluster({ workers: 1 }, signal);
});
after(() => it?.[Symbol.asyncDispose]());

async function nodesOfApi(): Promise<string[]> {
  const names = await aControlPlane(it.cluster).kubectl(['get', 'nodes', '--output=name'], signal);
  return names
    .trim()
    .split('\n')
    .map((name) => name.replace('node/', ''));
}

test('a worker is added, runs pods that all doors lead to, and is removed', async () => {
  const { cluster } = it;
  const added = await cluster.addWorker(signal);
  assert.equal(added.name, `${cluster.name}-worker2`);
  assert.deepEqual(
    await nodesOfApi(),
    cluster.nodes.map(({ name }) => name),
  );
  await serveWeb(cluster, { name: 'on-added', nodePort: NODE_PORT, node: added.name }, signal);
  const doors = cluster.doors(NODE_PORT);
  assert.equal(doors.length, 3);
  for (const { url } of doors) assert.equal(await answerOf(url, signal), 'on-added');

  await cluster.removeWorker(added.name, signal);
  assert.deepEqual(await nodesOfApi(), [`${cluster.name}-control-plane`, `${cluster.name}-worker`]);
  assert.equal(cluster.doors(NODE_PORT).length, 2);
  await assert.rejects(it.engine.client.container.dockerode.getContainer(added.name).inspect(), { statusCode: 404 });
  await assert.rejects(cluster.removeWorker(`${cluster.name}-control-plane`, signal), /only workers can be removed/);
});

test('a worker that was stopped comes back at its address, behind its doors, with its DNS', async () => {
  const { cluster } = it;
  const worker = `${cluster.name}-worker`;
  await serveWeb(cluster, { name: 'on-worker', nodePort: NODE_PORT + 1, node: worker }, signal);
  const facts = () =>
    cluster.nodes.map(({ name, ip, container }) => [name, ip, container.getMappedPort(NODE_PORT + 1)]);
  const before = facts();
  const door = cluster.doors(NODE_PORT + 1).find(({ node }) => node === worker);
  assert.ok(door !== undefined);

  await cluster.stopNode(worker, signal);
  await assert.rejects(fetch(door.url, { signal: AbortSignal.timeout(2000) }), 'its doors are closed');
  await assert.rejects(cluster.stopNode(worker, signal), /is stopped: only a running node can be stopped/);

  await cluster.startNode(worker, signal);
  assert.deepEqual(facts(), before);
  assert.equal(await answerOf(door.url, signal), 'on-worker');
  const machine = cluster.nodes.find(({ name }) => name === worker);
  await machine?.run(['getent', 'hosts', `${cluster.name}-control-plane`], signal);
  const rules = await machine?.run(['iptables', '--wait', '--list-rules'], signal);
  assert.match(rules ?? '', /-A OUTPUT -d 10\.96\.0\.0\/16 -j REJECT/, 'addresses of Services do not leave the node');
  const routes = await machine?.run(['ip', 'route'], signal);
  assert.match(routes ?? '', /^blackhole 10\.244\.0\.0\/16/m, 'nor do those of pods that have gone');
});

test('a paused node does no work until it goes on', async () => {
  const { cluster } = it;
  const worker = `${cluster.name}-worker`;
  const health = (timeout: string) =>
    aControlPlane(cluster).kubectl(
      ['get', '--raw', `/api/v1/nodes/${worker}/proxy/healthz`, `--request-timeout=${timeout}`],
      signal,
    );
  assert.equal(await health('10s'), 'ok');
  await cluster.pauseNode(worker, signal);
  await assert.rejects(health('2s'));
  await assert.rejects(cluster.stopNode(worker, signal), /is paused/);
  await cluster.unpauseNode(worker, signal);
  assert.equal(await health('10s'), 'ok');
});
