import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply } from './apply.ts';
import { connect } from './client.ts';
import { FakeApiServer, failure } from './testing/fake-api-server.ts';

const { signal } = new AbortController();
const delay = () => Promise.resolve();
const resources = { body: { resources: [{ kind: 'Service', name: 'services', namespaced: true }] } };
const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 'rng' }, spec: { type: 'NodePort' } };

test('applies YAML of several documents to the given namespace and returns what is stored', async () => {
  await using server = await FakeApiServer.start(({ method, path, body }) => {
    if (method === 'PATCH') return { body: { ...(body as object), stored: true } };
    if (path === '/api/v1') return resources;
    return { body: { resources: [{ kind: 'DaemonSet', name: 'daemonsets', namespaced: true }] } };
  });
  await using client = await connect(server.kubeconfig, { signal });
  const yaml = `
---
apiVersion: v1
kind: Service
metadata: { name: rng }
---
# nothing
---
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: rng }
`;
  const stored = await apply(client, yaml, { signal, namespace: 'n1' });
  assert.deepEqual(
    stored.map((object) => 'stored' in object),
    [true, true],
  );
  const patches = server.requests.filter(({ method }) => method === 'PATCH');
  assert.deepEqual(
    patches.map(({ path }) => path),
    ['/api/v1/namespaces/n1/services/rng', '/apis/apps/v1/namespaces/n1/daemonsets/rng'],
  );
  for (const { query, headers } of patches) {
    assert.equal(query.toString(), 'fieldManager=kindling&force=true&fieldValidation=Strict');
    assert.equal(headers['content-type'], 'application/apply-patch+yaml');
  }
});

test('waits for a kind that is not served yet, and survives a reset, but no refusal', async () => {
  let [discoveries, patches] = [0, 0];
  await using server = await FakeApiServer.start(({ method }) => {
    if (method === 'GET') return ++discoveries < 3 ? { body: { resources: [] } } : resources;
    return ++patches === 1 ? 'reset' : failure(422, 'Invalid', 'Service "rng" is invalid: spec.type');
  });
  await using client = await connect(server.kubeconfig, { signal });
  await assert.rejects(apply(client, service, { signal, namespace: 'n1', delay }), {
    code: 422,
    message: /^could not apply Service rng: .*spec\.type/,
  });
  assert.deepEqual([discoveries, patches], [3, 2]);
});

test('a kind that never comes is an error in the words of kubectl', async () => {
  await using server = await FakeApiServer.start(() => failure(404, 'NotFound', 'the server could not find it'));
  await using client = await connect(server.kubeconfig, { signal });
  const crd = { apiVersion: 'example.dev/v1', kind: 'Widget', metadata: { name: 'w' } };
  await assert.rejects(
    apply(client, crd, { signal, delay }),
    /no matches for kind "Widget" in version "example.dev\/v1"/,
  );
});

test('a warning is an error with its text', async () => {
  const headers = { warning: '299 - "unknown field \\"spec.foo\\""' };
  await using server = await FakeApiServer.start(({ method }) =>
    method === 'GET' ? resources : { headers, body: {} },
  );
  await using client = await connect(server.kubeconfig, { signal });
  await assert.rejects(apply(client, [service], { signal, namespace: 'n1' }), {
    reason: 'Warning',
    message: /could not apply Service rng: stored, but with a warning: unknown field "spec\.foo"/,
  });
});

test('what is no manifest, or is for elsewhere, is never sent', async () => {
  await using server = await FakeApiServer.start(() => resources);
  await using client = await connect(server.kubeconfig, { signal });
  const elsewhere = { ...service, metadata: { name: 'rng', namespace: 'kube-system' } };
  await assert.rejects(apply(client, elsewhere, { signal, namespace: 'n1' }), /names namespace kube-system, but .* n1/);
  await assert.rejects(apply(client, service, { signal }), /needs a namespace/);
  await assert.rejects(apply(client, 'kind: Service\n', { signal }), /document 1: apiVersion is missing/);
  await assert.rejects(apply(client, 'a: [\n', { signal }), /document 1: .*line 2/s);
  await assert.rejects(apply(client, 'just text', { signal }), /expected an object/);
  assert.deepEqual(await apply(client, '', { signal }), []);
  assert.ok(server.requests.every(({ method }) => method === 'GET'));
});
