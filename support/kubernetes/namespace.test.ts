import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from './client.ts';
import { createNamespace, deleteNamespace, untilNamespaceGone } from './namespace.ts';
import { FakeApiServer, failure } from './testing/fake-api-server.ts';

const { signal } = new AbortController();
const list = (...items: object[]) => ({ body: { metadata: { resourceVersion: '10' }, items } });
const account = { metadata: { name: 'default', namespace: 'k-1', uid: 'sa', resourceVersion: '11' } };
const namespace = { metadata: { name: 'k-1', uid: 'ns', resourceVersion: '9' } };
const names = { name: 'k-1', run: 'r1', scenario: 's1' };

test('a created namespace has its labels, and is there when its default ServiceAccount is', async () => {
  await using server = await FakeApiServer.start(({ method, query }) => {
    if (method === 'POST') return { status: 201, body: namespace };
    return query.get('watch') ? 'watch' : list();
  });
  await using client = await connect(server.kubeconfig, { signal });
  const creating = createNamespace(client, names, { signal });
  const watch = await server.nextWatch();
  assert.equal(watch.request.path, '/api/v1/namespaces/k-1/serviceaccounts');
  assert.equal(watch.request.query.get('fieldSelector'), 'metadata.name=default');
  watch.event('ADDED', account);
  assert.deepEqual(await creating, { name: 'k-1', uid: 'ns' });
  await watch.closed;
  const [created] = server.requests;
  assert.deepEqual((created?.body as typeof namespace | undefined)?.metadata, {
    name: 'k-1',
    labels: { 'kindling.dev/run': 'r1', 'kindling.dev/scenario': 's1' },
  });
});

test('no ServiceAccount within the time is an error that says who should have made it', async () => {
  await using server = await FakeApiServer.start(({ method, query }) => {
    if (method === 'POST') return { status: 201, body: namespace };
    return query.get('watch') ? 'watch' : list();
  });
  await using client = await connect(server.kubeconfig, { signal });
  await assert.rejects(
    createNamespace(client, names, { signal, timeoutMs: 50 }),
    /after 0\.05 s namespace k-1 still has no ServiceAccount default.*kube-controller-manager/,
  );
});

test('deleting asks for this very namespace, and one that is gone or going is well', async () => {
  let status = 200;
  await using server = await FakeApiServer.start(() =>
    status === 200 ? { body: namespace } : failure(status, 'Reason', 'message'),
  );
  await using client = await connect(server.kubeconfig, { signal });
  for (status of [200, 404, 409]) await deleteNamespace(client, { name: 'k-1', uid: 'ns' }, { signal });
  assert.deepEqual(server.requests[0]?.body, { propagationPolicy: 'Background', preconditions: { uid: 'ns' } });
  status = 403;
  await assert.rejects(deleteNamespace(client, { name: 'k-1', uid: 'ns' }, { signal }), { code: 403 });
});

test('gone is when the namespace is deleted, or its name is of another; else the error says what is left in it', async () => {
  await using server = await FakeApiServer.start(({ query }) => (query.get('watch') ? 'watch' : list(namespace)));
  await using client = await connect(server.kubeconfig, { signal });
  const going = untilNamespaceGone(client, { name: 'k-1', uid: 'ns' }, { signal });
  const watch = await server.nextWatch();
  watch.event('DELETED', { metadata: { ...namespace.metadata, resourceVersion: '12' } });
  await going;
  await untilNamespaceGone(client, { name: 'k-1', uid: 'an-older-one' }, { signal });

  const conditions = [{ type: 'NamespaceContentRemaining', status: 'True', message: 'pods. has 1 resource instances' }];
  server.answer = ({ query }) =>
    query.get('watch') ? 'watch' : list({ ...namespace, status: { phase: 'Terminating', conditions } });
  await assert.rejects(
    untilNamespaceGone(client, { name: 'k-1', uid: 'ns' }, { signal, timeoutMs: 50 }),
    /namespace k-1 is still there: phase Terminating; NamespaceContentRemaining: pods\. has 1 resource instances/,
  );
});

test('the signal ends waiting with its reason', async () => {
  await using server = await FakeApiServer.start(({ query }) => (query.get('watch') ? 'watch' : list(namespace)));
  await using client = await connect(server.kubeconfig, { signal });
  const stop = new AbortController();
  const going = untilNamespaceGone(client, { name: 'k-1', uid: 'ns' }, { signal: stop.signal });
  await server.nextWatch();
  stop.abort(new Error('interrupted'));
  await assert.rejects(going, { message: 'interrupted' });
});
