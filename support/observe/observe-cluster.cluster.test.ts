import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { test } from 'node:test';
import { apply } from '../kubernetes/apply.ts';
import type { KubernetesClient } from '../kubernetes/client.ts';
import { KubernetesError } from '../kubernetes/errors.ts';
import { objectPath } from '../kubernetes/kinds.ts';
import { deleteNamespace } from '../kubernetes/namespace.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import {
  testNamespace,
  unscheduledDeployment,
  unscheduledPod,
  withoutCluster,
} from '../kubernetes/testing/test-namespace.ts';
import type { FactOf } from '../timeline/facts.ts';
import { TimelineRecorder } from '../timeline/recorder.ts';
import { ClusterObservation } from './observe-cluster.ts';

const options = { skip: withoutCluster, timeout: 120_000 };
const { signal } = new AbortController();
const pod = (name: string) => ({ apiVersion: 'v1', kind: 'Pod', spec: unscheduledPod({}).spec, metadata: { name } });

async function observed(client: KubernetesClient, namespace: string, timeline: TimelineRecorder) {
  const observation = new ClusterObservation(client, timeline, { run: namespace, signal });
  await observation.opened;
  observation.join('s1', namespace);
  return observation;
}

async function until(timeline: TimelineRecorder, found: (facts: TimelineRecorder['facts']) => boolean) {
  const limit = AbortSignal.timeout(30_000);
  while (!found(timeline.facts)) await timeline.next(limit);
}

function changesOf(timeline: TimelineRecorder, name: string): FactOf<'object-seen'>[] {
  return timeline.facts.filter((fact) => fact.type === 'object-seen').filter(({ object }) => object.name === name);
}

async function remove(client: KubernetesClient, namespace: string, name: string) {
  const body = { gracePeriodSeconds: 0 };
  await client.raw<RawObject>('DELETE', objectPath({ kind: 'Pod', namespace, name }), { body });
}

test(
  'a pod that is made and removed at once is on the timeline, and what was there before is not',
  options,
  async () => {
    await using it = await testNamespace(signal);
    const { client } = it;
    const namespace = it.namespace.name;
    await apply(client, pod('before'), { signal, namespace });
    const timeline = new TimelineRecorder();
    await using _ = await observed(client, namespace, timeline);
    assert.equal(timeline.facts.filter(({ type }) => type === 'watch-opened').length, 8);
    assert.equal(changesOf(timeline, 'before').length, 0);
    await apply(client, pod('brief'), { signal, namespace });
    await remove(client, namespace, 'brief');
    await until(timeline, () => changesOf(timeline, 'brief').some(({ change }) => change === 'DELETED'));
    const brief = changesOf(timeline, 'brief');
    assert.equal(brief[0]?.change, 'ADDED');
    const life = (brief.at(-1)?.at ?? 0) - (brief[0]?.at ?? 0);
    assert.ok(life < 1000, `lived ${life} ms`);
  },
);

test("a controller's doings arrive complete: Deployment, ReplicaSet, pods and Events", options, async () => {
  await using it = await testNamespace(signal);
  const timeline = new TimelineRecorder();
  await using _ = await observed(it.client, it.namespace.name, timeline);
  await apply(it.client, unscheduledDeployment('rng', 2), { signal, namespace: it.namespace.name });
  const seen = () => timeline.facts.filter((fact) => fact.type === 'object-seen');
  const added = (kind: string) => seen().filter(({ change, object }) => change === 'ADDED' && object.kind === kind);
  await until(timeline, () => added('Pod').length === 2 && added('Event').length >= 3);
  const [replicaSet] = added('ReplicaSet');
  assert.ok(replicaSet?.object.kind === 'ReplicaSet');
  assert.equal(replicaSet.object.controller?.name, 'rng');
  for (const { object } of added('Pod')) {
    assert.ok(object.kind === 'Pod' && object.controller?.uid === replicaSet.object.uid && !object.ready);
    assert.ok(Math.abs(object.createdAt - Date.now()) < 60_000);
  }
});

/**
 * The pods' watch of this client can be cut, and its next resumption be refused as too old. A cluster itself does that only
 * once etcd was compacted, five minutes after it came up; until then it serves even resourceVersion 1.
 */
function fragile(client: KubernetesClient) {
  let body: Readable | undefined;
  let tooOld = false;
  const broken: KubernetesClient = Object.create(client, {
    stream: {
      value: async (path: string, options: Parameters<KubernetesClient['stream']>[1]) => {
        const pods = path.endsWith('/pods');
        if (pods && tooOld) {
          tooOld = false;
          throw new KubernetesError('too old resource version', { code: 410, reason: 'Expired' });
        }
        const stream = await client.stream(path, options);
        if (pods) body = stream;
        return stream;
      },
    },
  });
  return {
    client: broken,
    async cut(how: 'resumable' | 'gone') {
      tooOld = how === 'gone';
      const closed = body === undefined ? undefined : once(body, 'close').catch(() => {});
      body?.destroy(new Error('cut by the test'));
      await closed;
    },
  };
}

test('a cut watch misses nothing; one that is too old shows a gap and the differences', options, async () => {
  await using it = await testNamespace(signal);
  const namespace = it.namespace.name;
  const { client, cut } = fragile(it.client);
  const timeline = new TimelineRecorder();
  await using _ = await observed(client, namespace, timeline);
  await cut('resumable');
  await apply(it.client, pod('one'), { signal, namespace });
  await until(timeline, () => changesOf(timeline, 'one').length === 1);
  assert.equal(timeline.facts.filter(({ type }) => type === 'watch-reconnected').length, 1);
  assert.equal(timeline.facts.filter(({ type }) => type === 'watch-gap').length, 0);

  await cut('gone');
  await until(timeline, (facts) => facts.some(({ type }) => type === 'watch-gap'));
  await apply(it.client, pod('two'), { signal, namespace });
  await until(timeline, () => changesOf(timeline, 'two').length > 0);
  assert.deepEqual(
    changesOf(timeline, 'one').map(({ change }) => change),
    ['ADDED'],
    'what did not change is not told again',
  );
});

test('whoever has caught up finds everything that was done before, without waiting for it', options, async () => {
  await using it = await testNamespace(signal);
  const namespace = it.namespace.name;
  const timeline = new TimelineRecorder();
  await using observation = await observed(it.client, namespace, timeline);
  await using cleanUp = new AsyncDisposableStack();
  cleanUp.defer(() => deleteNamespace(it.client, { name: `kindling-${namespace}-marks` }, { signal }));
  for (let round = 0; round < 10; round++) {
    const name = `brief-${round}`;
    await apply(it.client, pod(name), { signal, namespace });
    await remove(it.client, namespace, name);
    await observation.caughtUp(signal);
    assert.deepEqual(
      [changesOf(timeline, name)[0]?.change, changesOf(timeline, name).at(-1)?.change],
      ['ADDED', 'DELETED'],
    );
  }
  assert.ok(timeline.facts.every(({ scenario }) => scenario === 's1'));
  const nodes = timeline.facts.filter((fact) => fact.type === 'object-seen' && fact.object.kind === 'Node');
  assert.ok(nodes.length > 0 && nodes[0]?.type === 'object-seen' && nodes[0].change === 'LISTED');
  observation.leave(namespace);
  const before = timeline.facts.length;
  await apply(it.client, pod('after'), { signal, namespace });
  await observation.caughtUp(signal);
  assert.equal(timeline.facts.length, before);
});
