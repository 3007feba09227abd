import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply } from './apply.ts';
import { isConflict, isNotFound, KubernetesError } from './errors.ts';
import { objectPath } from './kinds.ts';
import { createNamespace, deleteNamespace, untilNamespaceGone } from './namespace.ts';
import type { RawObject } from './raw-object.ts';
import { testNamespace, unscheduledDeployment, unscheduledPod, withoutCluster } from './testing/test-namespace.ts';

const options = { skip: withoutCluster, timeout: 120_000 };
const { signal } = new AbortController();

test('a namespace is made with its labels, only once, and goes', options, async () => {
  await using it = await testNamespace(signal);
  const { client, namespace } = it;
  const { labels } = (await client.core.readNamespace({ name: namespace.name })).metadata ?? {};
  assert.equal(labels?.['kindling.dev/run'], 'test');
  assert.equal(labels?.['kindling.dev/scenario'], namespace.name);
  const again = createNamespace(client, { name: namespace.name, run: 'test', scenario: 'x' }, { signal });
  await assert.rejects(again, { reason: 'AlreadyExists' });

  await deleteNamespace(client, { name: namespace.name, uid: 'of-another' }, { signal });
  const path = objectPath({ kind: 'Namespace', namespace: '', name: namespace.name });
  const spared = await client.raw<RawObject>('GET', path);
  assert.equal(spared.metadata.deletionTimestamp, undefined, 'a namespace of another uid is left alone');

  await deleteNamespace(client, namespace, { signal });
  await deleteNamespace(client, namespace, { signal });
  await untilNamespaceGone(client, namespace, { signal });
  await assert.rejects(client.raw('GET', path), isNotFound);
});

test('apply stores, is idempotent, and names an unknown field', options, async () => {
  await using it = await testNamespace(signal);
  const { client, namespace } = it;
  const at = { signal, namespace: namespace.name };
  const deployment = unscheduledDeployment('rng', 1);
  const [stored] = await apply(client, deployment, at);
  const [again] = await apply(client, deployment, at);
  assert.ok(stored?.metadata.uid);
  assert.equal(again?.metadata.uid, stored.metadata.uid);
  const misspelt = { ...deployment, spec: { ...deployment.spec, replica: 2 } };
  await assert.rejects(apply(client, misspelt, at), (error) => {
    assert.ok(error instanceof KubernetesError);
    assert.match(error.message, /could not apply Deployment rng.*replica\b/);
    return true;
  });
  const nobody = { apiVersion: 'v1', kind: 'Pood', metadata: { name: 'x' } };
  await assert.rejects(apply(client, nobody, { ...at, delay: () => Promise.resolve() }), /no matches for kind "Pood"/);
});

test('a merge patch with the uid or resourceVersion of another object is refused', options, async () => {
  await using it = await testNamespace(signal);
  const { client, namespace } = it;
  const pod = { apiVersion: 'v1', kind: 'Pod', ...unscheduledPod({}) };
  const at = { signal, namespace: namespace.name };
  const [stored] = await apply(client, { ...pod, metadata: { name: 'p' } }, at);
  const path = objectPath({ kind: 'Pod', namespace: namespace.name, name: 'p' });
  const patch = (metadata: object) =>
    client.raw('PATCH', path, { body: { metadata }, contentType: 'application/merge-patch+json' });
  const labels = { a: 'b' };
  await assert.rejects(patch({ labels, uid: '00000000-0000-0000-0000-000000000000' }), (error) => {
    assert.ok(error instanceof KubernetesError && (error.code === 409 || error.code === 422), String(error));
    return true;
  });
  await assert.rejects(patch({ labels, uid: stored?.metadata.uid, resourceVersion: '1' }), isConflict);
  const after = await client.raw<RawObject>('GET', path);
  assert.equal(after.metadata.resourceVersion, stored?.metadata.resourceVersion);
});

test("the server's clock is ours, on one machine", options, async () => {
  await using it = await testNamespace(signal);
  const { estimate, uncertainty } = await it.client.clockSkewMs();
  assert.ok(Math.abs(estimate) <= uncertainty + 5, `${estimate} ± ${uncertainty} ms`);
});
