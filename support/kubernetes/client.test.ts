import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { connect } from './client.ts';
import { isConflict, isGone, isNotFound, KubernetesError, toKubernetesError } from './errors.ts';
import { FakeApiServer, failure } from './testing/fake-api-server.ts';

const { signal } = new AbortController();

test('typed and raw calls share connections and carry the credentials', async () => {
  await using server = await FakeApiServer.start(() => ({ body: { kind: 'PodList', metadata: {}, items: [] } }));
  await using client = await connect(server.kubeconfig, { signal });
  for (let call = 0; call < 5; call++) {
    await client.core.listNamespacedPod({ namespace: 'a' });
    await client.raw('GET', '/api/v1/pods', { query: { limit: 1, continue: undefined } });
  }
  // undici may dispatch the next call before it has taken the connection of the last one back.
  assert.ok(server.connections <= 2, `${server.connections} connections for 10 calls`);
  assert.equal(server.requests.at(-1)?.query.toString(), 'limit=1');
  assert.deepEqual(new Set(server.requests.map(({ headers }) => headers.authorization)), new Set(['Bearer a-token']));
});

test('a refusal becomes one error with what the server said', async () => {
  const message = 'pods "rng-abc" not found';
  await using server = await FakeApiServer.start(() =>
    failure(404, 'NotFound', message, { kind: 'pods', name: 'rng-abc' }),
  );
  await using client = await connect(server.kubeconfig, { signal });
  const calls = [
    () => client.core.readNamespacedPod({ namespace: 'a', name: 'rng-abc' }),
    () => client.raw('GET', '/api/v1/namespaces/a/pods/rng-abc'),
    () => client.stream('/api/v1/namespaces/a/pods/rng-abc', { silenceMs: 1000 }),
  ];
  for (const call of calls) {
    await assert.rejects(call, (error) => {
      assert.ok(error instanceof KubernetesError);
      assert.equal(error.message, `GET /api/v1/namespaces/a/pods/rng-abc: ${message} (404 NotFound)`);
      assert.equal(error.object, 'pods/rng-abc');
      assert.ok(isNotFound(error) && !isConflict(error) && !isGone(error));
      return true;
    });
  }
});

test('a refusal that is no Status keeps its text', async () => {
  await using server = await FakeApiServer.start(() => ({ status: 503, body: 'apiserver is shutting down' }));
  await using client = await connect(server.kubeconfig, { signal });
  await assert.rejects(client.raw('GET', '/x'), { code: 503, message: /apiserver is shutting down \(503 HTTP 503\)/ });
});

test('no listener, a hanging server and a cut connection say which server and why', async () => {
  await using server = await FakeApiServer.start(() => 'hang');
  await using client = await connect(server.kubeconfig, { signal });
  await assert.rejects(client.raw('GET', '/version', { timeoutMs: 30 }), { code: 0, reason: 'Timeout' });
  server.answer = () => 'reset';
  await assert.rejects(client.raw('GET', '/version'), { code: 0, reason: /ECONNRESET|UND_ERR_SOCKET/ });
  const { url } = server;
  await server.stop();
  await assert.rejects(client.raw('GET', '/version'), (error) => {
    assert.ok(error instanceof KubernetesError && error.cause instanceof Error);
    assert.equal(error.reason, 'ECONNREFUSED');
    assert.ok(error.message.startsWith(`GET /version: no answer from API server ${url}: `), error.message);
    return true;
  });
});

test('the run, the caller and the disposal each end what is under way, with their own reason', async () => {
  await using server = await FakeApiServer.start(() => 'hang');
  const [run, caller] = [new AbortController(), new AbortController()];
  const client = await connect(server.kubeconfig, { signal: run.signal });
  const asked = client.raw('GET', '/a', { signal: caller.signal });
  caller.abort(new Error('caller'));
  await assert.rejects(asked, { message: 'caller' });
  const disposed = assert.rejects(client.raw('GET', '/b'), { message: /was closed/ });
  await client[Symbol.asyncDispose]();
  await disposed;
  await using another = await connect(server.kubeconfig, { signal: run.signal });
  const ended = assert.rejects(another.core.listNamespace(), { message: 'run' });
  run.abort(new Error('run'));
  await ended;
});

test('a stream that falls silent fails; one that talks does not', async () => {
  await using server = await FakeApiServer.start(() => 'watch');
  await using client = await connect(server.kubeconfig, { signal });
  const body = await client.stream('/w', { silenceMs: 1000 });
  (await server.nextWatch()).bytes('x');
  await assert.rejects(
    async () => {
      for await (const chunk of body) assert.equal(String(chunk), 'x');
    },
    { code: 'UND_ERR_BODY_TIMEOUT' },
  );
});

test('warnings reach whoever asks for them', async () => {
  const warning = ['299 - "unknown field \\"spec.foo\\", maybe"', '299 - "second", 299 - "third"'];
  await using server = await FakeApiServer.start(() => ({ headers: { warning }, body: {} }));
  await using client = await connect(server.kubeconfig, { signal });
  const texts: string[] = [];
  await client.raw('GET', '/', { onWarning: (text) => texts.push(text) });
  assert.deepEqual(texts, ['unknown field "spec.foo", maybe', 'second', 'third']);
});

test('the skew of a server on this machine is 0 within its uncertainty', async () => {
  await using server = await FakeApiServer.start(() => ({ body: {} }));
  await using client = await connect(server.kubeconfig, { signal });
  const { estimate, uncertainty } = await client.clockSkewMs();
  assert.ok(Math.abs(estimate) <= uncertainty + 1, `${estimate} ± ${uncertainty}`);
  assert.ok(uncertainty <= 1000);
});

test('a kubeconfig that cannot be used is an error that names it', async () => {
  await assert.rejects(connect('/does/not/exist', { signal }), { message: /kubeconfig \/does\/not\/exist/ });
  await using server = await FakeApiServer.start(() => 'hang');
  writeFileSync(server.kubeconfig, 'current-context: gone\nclusters: []\nusers: []\ncontexts: []\n');
  await assert.rejects(connect(server.kubeconfig, { signal }), {
    message: /no cluster for its current context "gone"/,
  });
});

test('errors of bare client-node are understood too', () => {
  const body = JSON.stringify({ kind: 'Status', reason: 'Expired', message: 'too old', code: 410 });
  const gone = toKubernetesError(Object.assign(new Error('dump'), { code: 410, body, headers: {} }));
  assert.ok(isGone(gone));
  const cause = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
  assert.equal(toKubernetesError(new TypeError('fetch failed', { cause })).reason, 'ECONNREFUSED');
  assert.equal(toKubernetesError(gone), gone);
  assert.equal(toKubernetesError('what').code, 0);
});
