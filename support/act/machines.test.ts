import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PodState } from '../timeline/facts.ts';
import { addNode } from './add-node.ts';
import { freezePods } from './freeze-pods.ts';
import { pauseNode } from './pause-node.ts';
import { removeNode } from './remove-node.ts';
import { restartApiServer } from './restart-api-server.ts';
import { startNode } from './start-node.ts';
import { stopNode } from './stop-node.ts';
import { fakeCluster, object, ref } from './testing/fake-cluster.ts';
import { thawPods } from './thaw-pods.ts';
import { unpauseNode } from './unpause-node.ts';

test('each verb asks the cluster for its one thing, between two facts', async () => {
  await using it = await fakeCluster(() => 'hang');
  const asked: string[] = [];
  const says = (what: string) => async (node: string) => void asked.push(`${what} ${node}`);
  const node = ref('Node', 'worker');
  await stopNode(it.context, { stopNode: says('stop') }, node);
  await startNode(it.context, { startNode: says('start') }, node);
  await pauseNode(it.context, { pauseNode: says('pause') }, node);
  await unpauseNode(it.context, { unpauseNode: says('unpause') }, node);
  await removeNode(it.context, { removeWorker: says('remove') }, node);
  const restart = async (_: AbortSignal, name?: string) => void asked.push(`restart ${name}`);
  await restartApiServer(it.context, { restartApiServer: restart }, node);
  const once = ['stop', 'start', 'pause', 'unpause', 'remove', 'restart'].map((verb) => `${verb} worker`);
  assert.deepEqual(asked, once);
  assert.deepEqual(
    it.timeline.facts.map((fact) => (fact.type === 'action-asked' ? fact.summary : fact.type)),
    [
      'stopped node worker',
      'started node worker',
      'paused node worker',
      'let go on node worker',
      'removed node worker',
      'restarted the API server of worker',
    ].flatMap((summary) => [summary, 'action-acknowledged']),
  );
  assert.throws(() => stopNode(it.context, { stopNode: says('stop') }, ref('Pod', 'rng-a')), /not for pod\/rng-a/);
});

test('pods are frozen on their nodes, and what cannot be is no action', async () => {
  await using it = await fakeCluster(() => 'hang');
  const asked: string[] = [];
  const pods = ['a', 'b'].map((name) => ({ ...ref('Pod', name), node: `node-of-${name}` }) as PodState);
  const signalPod = async (node: string, uid: string, kill: string) => {
    asked.push(`${kill} ${uid} on ${node}`);
    if (kill === 'CONT') throw new Error('no process');
  };
  await freezePods(it.context, { signalPod }, pods);
  assert.deepEqual(asked, ['STOP uid-of-a on node-of-a', 'STOP uid-of-b on node-of-b']);
  await assert.rejects(thawPods(it.context, { signalPod }, pods), /thaw-pods failed.*no process/);
  assert.equal(it.timeline.facts.at(-1)?.type, 'action-asked');
});

test('a node that is added has its name and uid only afterwards', async () => {
  await using it = await fakeCluster(() => ({ body: object('worker3', '7') }));
  const added = { name: 'worker3', role: 'worker', ip: '10.0.0.9', state: 'running' } as const;
  const { subjects } = await addNode(it.context, { addWorker: async () => added });
  assert.deepEqual(subjects, [ref('Node', 'worker3')]);
  assert.equal(it.server.requests[0]?.path, '/api/v1/nodes/worker3');
});
