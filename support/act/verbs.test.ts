import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FakeRequest, failure } from '../kubernetes/testing/fake-api-server.ts';
import type { PodState } from '../timeline/facts.ts';
import { ActionChangedNothing } from './action.ts';
import { changeImage } from './change-image.ts';
import { changeTemplate } from './change-template.ts';
import { changeWorkloadSelector } from './change-workload-selector.ts';
import { cordonNodes } from './cordon-nodes.ts';
import { createObjects } from './create-objects.ts';
import { deleteObjects } from './delete-objects.ts';
import { drainNode } from './evict-node.ts';
import { failPods } from './fail-pods.ts';
import { removeOwners } from './remove-owners.ts';
import { replaceObject } from './replace-objects.ts';
import { taintNodes } from './taint-nodes.ts';
import { parseTaint } from './taints.ts';
import { fakeCluster, object, ref } from './testing/fake-cluster.ts';
import { uncordonNodes } from './uncordon-nodes.ts';
import { untaintNodes } from './untaint-nodes.ts';

const read = ({ method }: FakeRequest) => method === 'GET';
const resources = (kind: string, name: string, namespaced = true) => ({
  body: { resources: [{ kind, name, namespaced }] },
});

/** A cluster in which every object has this spec and every write of one moves its resourceVersion. */
const clusterOf = (spec: object) =>
  fakeCluster((request) => ({
    body: { ...object(request.path.split('/').at(-1) ?? '', read(request) ? '10' : '11'), spec },
  }));

test('pods are changed in the one field that the verb is for', async () => {
  await using it = await clusterOf({ containers: [{ name: 'a', image: 'old', args: ['x'] }] });
  const body = () => it.server.requests.at(-1)?.body as { metadata: object; spec: object } | undefined;
  const pods = [ref('Pod', 'rng-a')];
  await changeImage(it.context, pods, 'new');
  assert.deepEqual(body()?.spec, { containers: [{ name: 'a', image: 'new', args: ['x'] }] });
  await removeOwners(it.context, pods);
  assert.deepEqual(body()?.metadata, { ownerReferences: null, uid: 'uid-of-rng-a', resourceVersion: '10' });
  await failPods(it.context, pods);
  assert.deepEqual(body()?.spec, { activeDeadlineSeconds: 1 });
});

test('a template is changed in labels and annotations, a selector as a whole', async () => {
  await using it = await clusterOf({});
  const body = () => it.server.requests.at(-1);
  await changeTemplate(it.context, [ref('DaemonSet', 'rng')], { labels: { release: '2' } });
  assert.match(body()?.path ?? '', /\/apis\/apps\/v1\/namespaces\/k-1\/daemonsets\/rng/);
  assert.deepEqual((body()?.body as { spec: object } | undefined)?.spec, {
    template: { metadata: { labels: { release: '2' } } },
  });
  await changeWorkloadSelector(it.context, [ref('Deployment', 'rng')], { app: 'web' });
  assert.deepEqual((body()?.body as { spec: object } | undefined)?.spec, { selector: { matchLabels: { app: 'web' } } });
});

test('a node is cordoned and uncordoned, a taint is put on once and taken off', async () => {
  const others = [{ key: 'other', effect: 'NoSchedule' }];
  await using it = await clusterOf({ taints: [...others, { key: 'a', value: 'b', effect: 'NoExecute' }] });
  const spec = () => (it.server.requests.at(-1)?.body as { spec: object } | undefined)?.spec;
  const nodes = [ref('Node', 'worker')];
  await cordonNodes(it.context, nodes);
  assert.deepEqual(spec(), { unschedulable: true });
  await uncordonNodes(it.context, nodes);
  assert.deepEqual(spec(), { unschedulable: false });
  await untaintNodes(it.context, nodes, parseTaint('a=b:NoExecute'));
  assert.deepEqual(spec(), { taints: others });
  await taintNodes(it.context, nodes, parseTaint('c:NoSchedule'));
  assert.deepEqual((spec() as { taints: object[] }).taints.at(-1), { key: 'c', effect: 'NoSchedule' });
  await taintNodes(it.context, nodes, parseTaint('a=b:NoExecute'));
  assert.equal((spec() as { taints: object[] }).taints.length, 2, 'it has that taint');
  assert.throws(() => parseTaint('a=b'), /is no taint: write KEY:EFFECT.*NoExecute/);
  assert.throws(() => parseTaint('a:Never'), /is no taint/);
});

test('objects are deleted with what becomes of those they own', async () => {
  await using it = await clusterOf({});
  await deleteObjects(it.context, [ref('DaemonSet', 'rng')], 'Orphan');
  assert.deepEqual(it.server.requests.at(-1)?.body, {
    propagationPolicy: 'Orphan',
    preconditions: { uid: 'uid-of-rng' },
  });
  const [asked] = it.timeline.facts;
  assert.ok(asked?.type === 'action-asked' && asked.summary === 'deleted daemonset/rng and orphaned what they owned');
  it.server.answer = () => ({ body: object('rng', '10', { deletionTimestamp: '2026-01-01T00:00:00Z' }) });
  await assert.rejects(deleteObjects(it.context, [ref('DaemonSet', 'rng')]), ActionChangedNothing);
});

test('created objects get their uids by the answer, and none is made outside the namespace', async () => {
  await using it = await fakeCluster((request) =>
    read(request) ? resources('Pod', 'pods') : { body: object('bare', '7') },
  );
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'bare' } };
  const { action, subjects } = await createObjects(it.context, 'k-1', [pod]);
  assert.deepEqual(subjects, [ref('Pod', 'bare')]);
  const [asked, acknowledged] = it.timeline.facts;
  assert.ok(asked?.type === 'action-asked' && asked.action === action && asked.subjects[0]?.uid === '');
  assert.ok(acknowledged?.type === 'action-acknowledged' && acknowledged.changed);
  assert.equal(it.server.requests.at(-1)?.path.split('?')[0], '/api/v1/namespaces/k-1/pods');
  it.server.answer = () => resources('Node', 'nodes', false);
  const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'mine' } };
  await assert.rejects(createObjects(it.context, 'k-1', [node]), /node\/mine has no namespace/);
});

test('an object is deleted and made again in one action', async () => {
  await using it = await fakeCluster(({ method }) =>
    method === 'GET' ? resources('DaemonSet', 'daemonsets') : { body: object('rng', '20', { uid: 'new' }) },
  );
  const manifest = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata: { name: 'rng' } };
  const { subjects } = await replaceObject(it.context, ref('DaemonSet', 'rng'), manifest);
  assert.deepEqual(subjects, [{ ...ref('DaemonSet', 'rng'), uid: 'new' }]);
  assert.deepEqual(
    it.server.requests.map(({ method }) => method).filter((method) => method !== 'GET'),
    ['DELETE', 'POST'],
  );
});

test('a drain evicts what is on the node and no daemon, and passes on a refusal', async () => {
  await using it = await clusterOf({});
  const pod = (name: string, node: string, kind: string) =>
    ({ ...ref('Pod', name), node, controller: { kind, name: 'rng', uid: 'u' } }) as PodState;
  const pods = [pod('here', 'w', 'ReplicaSet'), pod('daemon', 'w', 'DaemonSet'), pod('there', 'x', 'ReplicaSet')];
  await drainNode(it.context, ref('Node', 'w'), pods);
  const posts = it.server.requests.filter(({ method }) => method === 'POST');
  assert.deepEqual(
    posts.map(({ path }) => path),
    ['/api/v1/namespaces/k-1/pods/here/eviction'],
  );
  const [asked] = it.timeline.facts;
  assert.ok(asked?.type === 'action-asked' && asked.summary === 'drained w of here');
  it.server.answer = (request) =>
    request.method === 'POST'
      ? failure(429, 'TooManyRequests', 'Cannot evict pod as it would violate the disruption budget')
      : { body: object('w', '1') };
  await assert.rejects(drainNode(it.context, ref('Node', 'w'), pods), /violate the disruption budget/);
});

test('a drain that would evict nobody is refused before anything is done', async () => {
  await using it = await clusterOf({});
  const pod = (name: string, node: string | undefined, kind: string) =>
    ({ ...ref('Pod', name), node, controller: { kind, name: 'rng', uid: 'u' } }) as PodState;
  const drain = async (...pods: PodState[]) => drainNode(it.context, ref('Node', 'w'), pods);
  await assert.rejects(
    drain(pod('daemon', 'w', 'DaemonSet'), pod('there', 'x', 'ReplicaSet'), pod('new', undefined, 'ReplicaSet')),
    /draining w would evict no pod .*so nothing was done: it would evict there on x, new on no node yet; pods of DaemonSets stay/,
  );
  await assert.rejects(drain(), /it would evict no pod on any node/);
  assert.deepEqual([it.server.requests.length, it.timeline.facts.length], [0, 0]);
});

test('a drain says what it changed: a node that was cordoned alone, too', async () => {
  const here = { ...ref('Pod', 'here'), node: 'w' } as PodState;
  /** The pod has gone by itself meanwhile; a write of the node leaves this resourceVersion. */
  const writesTo = (resourceVersion: string) => (request: FakeRequest) => {
    if (request.path.includes('/pods/')) return failure(404, 'NotFound', 'pods "here" not found');
    return { body: object('w', read(request) ? '10' : resourceVersion) };
  };
  await using it = await fakeCluster(writesTo('11'));
  await drainNode(it.context, ref('Node', 'w'), [here]);
  it.server.answer = writesTo('10');
  await assert.rejects(drainNode(it.context, ref('Node', 'w'), [here]), ActionChangedNothing);
});
