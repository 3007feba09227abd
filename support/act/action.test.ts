import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FakeApiServer, type FakeRequest, failure } from '../kubernetes/testing/fake-api-server.ts';
import { ActionChangedNothing } from './action.ts';
import { annotatePods } from './annotate-pods.ts';
import { changeSelector } from './change-selector.ts';
import { deletePods } from './delete-pods.ts';
import { labelPods } from './label-pods.ts';
import { scale } from './scale.ts';
import { fakeCluster, object, ref } from './testing/fake-cluster.ts';
import { unlabelPods } from './unlabel-pods.ts';

const patchedSpec = ({ requests }: FakeApiServer) => (requests.at(-1)?.body as { spec: object } | undefined)?.spec;
const read = ({ method }: FakeRequest) => method === 'GET';

test('a label is set on each pod, guarded by uid and resourceVersion, between two facts', async () => {
  await using it = await fakeCluster((request) => ({
    body: object(request.path.split('/').at(-1) ?? '', read(request) ? '10' : '11'),
  }));
  const pods = [ref('Pod', 'rng-a'), ref('Pod', 'rng-b')];
  const action = await labelPods(it.context, pods, { active: 'yes' });
  const [asked, acknowledged] = it.timeline.facts;
  assert.ok(asked?.type === 'action-asked' && acknowledged?.type === 'action-acknowledged');
  assert.deepEqual(
    [asked.action, asked.verb, asked.summary, asked.subjects, asked.scenario],
    [action, 'label-pods', 'set label active=yes on rng-a and rng-b', pods, 's1'],
  );
  assert.deepEqual(
    [acknowledged.action, acknowledged.changed, acknowledged.resourceVersions],
    [action, true, ['11', '11']],
  );
  const patches = it.server.requests.filter(({ method }) => method === 'PATCH');
  assert.deepEqual(patches.find(({ path }) => path.endsWith('/rng-a'))?.body, {
    metadata: { labels: { active: 'yes' }, uid: 'uid-of-rng-a', resourceVersion: '10' },
  });
  assert.ok(patches.every(({ headers }) => headers['content-type'] === 'application/merge-patch+json'));
});

test('the asking is on the timeline before the first request', async () => {
  const before: (string | undefined)[] = [];
  await using it = await fakeCluster((request) => {
    before.push(it.timeline.facts.at(-1)?.type);
    return { body: object('rng-a', read(request) ? '10' : '11') };
  });
  await unlabelPods(it.context, [ref('Pod', 'rng-a')], 'app');
  assert.deepEqual(before, ['action-asked', 'action-asked']);
  assert.deepEqual(it.server.requests.at(-1)?.body, {
    metadata: { labels: { app: null }, uid: 'uid-of-rng-a', resourceVersion: '10' },
  });
});

test('an action that moved no resourceVersion is acknowledged as such and thrown', async () => {
  await using it = await fakeCluster(() => ({ body: object('rng-a', '10') }));
  await assert.rejects(unlabelPods(it.context, [ref('Pod', 'rng-a')], 'ap'), (error) => {
    assert.ok(error instanceof ActionChangedNothing);
    assert.match(
      error.message,
      /"removed label ap from rng-a" changed nothing.*pod\/rng-a stayed at resourceVersion 10.*; rng-a has the labels none$/,
    );
    return true;
  });
  const last = it.timeline.facts.at(-1);
  assert.ok(last?.type === 'action-acknowledged' && !last.changed);
});

test('a status update in between is not taken for the action: the patch is made anew', async () => {
  let resourceVersion = 10;
  await using it = await fakeCluster((request) => {
    if (read(request)) return { body: object('rng-a', `${resourceVersion}`) };
    if (resourceVersion === 10) {
      resourceVersion = 12;
      return failure(409, 'Conflict', 'the object has been modified');
    }
    return { body: object('rng-a', `${resourceVersion}`) };
  });
  await assert.rejects(annotatePods(it.context, [ref('Pod', 'rng-a')], { note: 'x' }), ActionChangedNothing);
  assert.equal(it.server.requests.length, 4);
});

test('a pod that is gone, or of which only the name is left, is never hit', async () => {
  await using it = await fakeCluster(() => ({
    body: { metadata: { name: 'rng-a', uid: 'another', resourceVersion: '1' } },
  }));
  const gone = /pod\/rng-a in namespace k-1 \(uid uid-of-rng-a\) is gone/;
  await assert.rejects(labelPods(it.context, [ref('Pod', 'rng-a')], { a: 'b' }), gone);
  await assert.rejects(deletePods(it.context, [ref('Pod', 'rng-a')]), gone);
  it.server.answer = () => failure(404, 'NotFound', 'pods "rng-a" not found');
  await assert.rejects(labelPods(it.context, [ref('Pod', 'rng-a')], { a: 'b' }), gone);
  assert.ok(it.server.requests.every(read));
  assert.ok(
    it.timeline.facts.every(({ type }) => type === 'action-asked'),
    'a failed action has no acknowledgement',
  );
});

test('a selector is replaced, not merged', async () => {
  await using it = await fakeCluster((request) => ({
    body: { ...object('rng', read(request) ? '10' : '11'), spec: { selector: { app: 'rng', old: 'x' } } },
  }));
  await changeSelector(it.context, [ref('Service', 'rng')], { app: 'rng', active: 'yes' });
  assert.deepEqual(patchedSpec(it.server), { selector: { app: 'rng', old: null, active: 'yes' } });
  await assert.rejects(changeSelector(it.context, [ref('Service', 'rng')], {}), /at least one label/);
});

test('a Deployment is scaled', async () => {
  await using it = await fakeCluster((request) => ({ body: object('rng', read(request) ? '10' : '11') }));
  await scale(it.context, [ref('Deployment', 'rng')], 1);
  assert.deepEqual(patchedSpec(it.server), { replicas: 1 });
  const [asked] = it.timeline.facts;
  assert.ok(asked?.type === 'action-asked' && asked.summary === 'scaled rng to 1 replica');
  await assert.rejects(scale(it.context, [ref('Deployment', 'rng')], -1), /cannot have -1 replicas/);
});

test('wrong kinds and empty choices are refused before anything is asked', async () => {
  await using it = await fakeCluster(() => 'hang');
  await assert.rejects(labelPods(it.context, [ref('Service', 'rng')], { a: 'b' }), /not for service\/rng/);
  await assert.rejects(deletePods(it.context, []), /nothing to act on/);
  assert.deepEqual(it.timeline.facts, []);
});

/** A server whose pod becomes `after` by DELETE; undefined: is gone. */
function deleting(before: object, after: object | undefined): FakeApiServer['answer'] {
  let deleted = false;
  return (request) => {
    if (!read(request)) deleted = true;
    const state = deleted ? after : before;
    return state === undefined && read(request) ? failure(404, 'NotFound', 'gone') : { body: state ?? before };
  };
}

test('a graceful deletion changes the deletionTimestamp; the uid is its precondition', async () => {
  const after = object('rng-a', '11', { deletionTimestamp: '2026-08-20T10:12:12Z', deletionGracePeriodSeconds: 30 });
  await using it = await fakeCluster(deleting(object('rng-a', '10'), after));
  await deletePods(it.context, [ref('Pod', 'rng-a')]);
  const request = it.server.requests.find(({ method }) => method === 'DELETE');
  assert.deepEqual(request?.body, { preconditions: { uid: 'uid-of-rng-a' } });
  const last = it.timeline.facts.at(-1);
  assert.ok(last?.type === 'action-acknowledged' && last.changed && last.resourceVersions[0] === '11');
});

test('a forced deletion is done when the pod is gone', async () => {
  await using it = await fakeCluster(deleting(object('rng-a', '10'), undefined));
  await deletePods(it.context, [ref('Pod', 'rng-a')], { gracePeriodSeconds: 0 });
  const request = it.server.requests.find(({ method }) => method === 'DELETE');
  assert.deepEqual(request?.body, { gracePeriodSeconds: 0, preconditions: { uid: 'uid-of-rng-a' } });
  const [asked] = it.timeline.facts;
  assert.ok(asked?.type === 'action-asked' && asked.summary === 'force-deleted rng-a');
});

test('deleting a pod that terminates already changes nothing, though its status may move', async () => {
  const terminating = { deletionTimestamp: '2026-08-20T10:12:12Z', deletionGracePeriodSeconds: 30 };
  await using it = await fakeCluster(deleting(object('rng-a', '10', terminating), object('rng-a', '12', terminating)));
  await assert.rejects(deletePods(it.context, [ref('Pod', 'rng-a')]), ActionChangedNothing);
});
