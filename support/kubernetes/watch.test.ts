import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { connect, type KubernetesClient } from './client.ts';
import type { RawObject } from './raw-object.ts';
import { FakeApiServer, type FakeRequest, failure } from './testing/fake-api-server.ts';
import { type WatchOptions, watch } from './watch.ts';

const pod = (name: string, resourceVersion: string, uid = `uid-of-${name}`): RawObject => ({
  metadata: { name, uid, resourceVersion },
});
const list = (resourceVersion: string, ...items: RawObject[]) => ({ body: { metadata: { resourceVersion }, items } });
const isExact = ({ query }: FakeRequest) => query.get('resourceVersionMatch') === 'Exact';
const isWatch = ({ query }: FakeRequest) => query.get('watch') === 'true';

/** A server, a client and a watch that writes down all it is told, and lets a test wait for the next line. */
async function setUp(answer: FakeApiServer['answer'], override: Partial<WatchOptions> = {}) {
  const server = await FakeApiServer.start(answer);
  const stop = new AbortController();
  const client: KubernetesClient = await connect(server.kubeconfig, { signal: stop.signal });
  const told: string[] = [];
  const delays: number[] = [];
  const news = new EventTarget();
  const tell = (line: string) => {
    told.push(line);
    news.dispatchEvent(new Event('line'));
  };
  let clock = 0;
  const watched = watch(client, {
    path: '/api/v1/pods',
    signal: stop.signal,
    clock: () => ++clock,
    delay: (ms) => {
      delays.push(ms);
      return new Promise(setImmediate);
    },
    listener: {
      seen: ({ change, object: { metadata } }) => tell(`${change} ${metadata.name} ${metadata.resourceVersion}`),
      opened: (resourceVersion) => tell(`opened ${resourceVersion}`),
      reconnected: (from, reason) => tell(`reconnected ${from > 0} ${reason}`),
      gap: (from, to, reason) => tell(`gap ${from < to} ${reason}`),
    },
    ...override,
  });
  return {
    server,
    client,
    stop,
    told,
    delays,
    watched,
    async until(line: RegExp) {
      const signal = AbortSignal.timeout(3000);
      while (!told.some((each) => line.test(each))) {
        await once(news, 'line', { signal }).catch(() => assert.fail(`never told ${line}, only:\n${told.join('\n')}`));
      }
    },
    async [Symbol.asyncDispose]() {
      stop.abort();
      await client[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

test('lists, opens, then tells events in order, from chunks that split lines and characters', async () => {
  await using it = await setUp((request) => (isWatch(request) ? 'watch' : list('10', pod('a', '7'))));
  const connection = await it.server.nextWatch();
  await it.watched.opened;
  assert.deepEqual(it.told, ['LISTED a 7', 'opened 10']);
  const { query } = connection.request;
  assert.equal(query.get('resourceVersion'), '10');
  assert.equal(query.get('allowWatchBookmarks'), 'true');
  assert.equal(query.get('timeoutSeconds'), '300');

  const events = [
    { type: 'ADDED', object: pod('grün', '11') },
    { type: 'BOOKMARK', object: { metadata: { resourceVersion: '12' } } },
    { type: 'DELETED', object: pod('grün', '13') },
  ];
  for (const byte of Buffer.from(`${events.map((event) => JSON.stringify(event)).join('\n')}\n`)) {
    connection.bytes(Uint8Array.of(byte));
  }
  await it.until(/^DELETED/);
  assert.deepEqual(it.told.slice(2), ['ADDED grün 11', 'DELETED grün 13']);
});

test('a connection that ends or breaks is resumed from the last resourceVersion, bookmarks included', async () => {
  await using it = await setUp((request) => (isWatch(request) ? 'watch' : list('10')));
  const first = await it.server.nextWatch();
  first.event('ADDED', pod('a', '11'));
  first.event('BOOKMARK', { metadata: { resourceVersion: '15' } });
  first.end();
  const second = await it.server.nextWatch();
  assert.equal(second.request.query.get('resourceVersion'), '15');
  await it.until(/^reconnected/);
  second.event('MODIFIED', pod('a', '16'));
  await it.until(/^MODIFIED/);
  second.bytes('{"type":"ADDED","object":{"meta');
  second.cut();
  const third = await it.server.nextWatch();
  assert.equal(third.request.query.get('resourceVersion'), '16');
  third.event('ADDED', pod('b', '17'));
  await it.until(/^ADDED b/);
  assert.match(it.told.at(-2) ?? '', /^reconnected true the connection broke: /);
  assert.deepEqual(
    it.told.filter((line) => !line.startsWith('reconnected true the connection broke')),
    ['opened 10', 'ADDED a 11', 'reconnected true the server ended the watch', 'MODIFIED a 16', 'ADDED b 17'],
  );
  assert.equal(it.server.requests.filter((request) => !isWatch(request)).length, 1, 'no second list');
  assert.deepEqual(it.delays, [0, 0], 'no wait after a connection that had brought something');
});

for (const how of ['ERROR event', 'HTTP status'] as const) {
  test(`410 as ${how}, and etcd was compacted: a gap, then the differences of a new list, then on from there`, async () => {
    const gone = failure(410, 'Expired', 'too old resource version: 10 (20)');
    await using it = await setUp((request) => {
      if (!isWatch(request)) return list('10', pod('a', '7'), pod('b', '8'));
      return how === 'HTTP status' && request.query.get('resourceVersion') === '12' ? gone : 'watch';
    });
    const first = await it.server.nextWatch();
    first.event('ADDED', pod('c', '12'));
    await it.until(/^ADDED c/);
    it.server.answer = (request) => {
      if (isExact(request)) return gone;
      if (!isWatch(request)) return list('20', pod('b', '18'), pod('d', '19'));
      return request.query.get('resourceVersion') === '12' ? gone : 'watch';
    };
    if (how === 'ERROR event') first.event('ERROR', gone.body);
    else first.end();
    const second = await it.server.nextWatch();
    assert.equal(second.request.query.get('resourceVersion'), '20');
    second.event('MODIFIED', pod('d', '21'));
    await it.until(/^MODIFIED d/);
    const [gap = '', ...rest] = it.told.slice(4);
    assert.match(gap, /^gap true .*too old resource version/);
    assert.deepEqual(rest, ['DELETED a 7', 'DELETED c 12', 'MODIFIED b 18', 'ADDED d 19', 'MODIFIED d 21']);
  });
}

test('410 where etcd still has every revision: nothing is missing, not even what came and went in between', async () => {
  await using it = await setUp((request) => (isWatch(request) ? 'watch' : list('10', pod('a', '7'))));
  const first = await it.server.nextWatch();
  await it.watched.opened;
  const revisions: Record<string, readonly RawObject[]> = {
    11: [pod('a', '11')],
    12: [pod('a', '11'), pod('short', '12')],
    13: [pod('a', '11')],
    14: [pod('b', '14'), pod('a', '11')],
  };
  it.server.answer = (request) => {
    const at = request.query.get('resourceVersion') ?? '';
    if (isExact(request)) return list(at, ...(revisions[at] ?? []));
    if (!isWatch(request)) return list('14', ...(revisions['14'] ?? []));
    return 'watch';
  };
  first.event('ERROR', failure(410, 'Expired', 'too old resource version: 10 (14)').body);
  const second = await it.server.nextWatch();
  assert.equal(second.request.query.get('resourceVersion'), '14');
  await it.until(/^reconnected true .*too old resource version/);
  assert.deepEqual(it.told.slice(2, -1), ['MODIFIED a 11', 'ADDED short 12', 'DELETED short 12', 'ADDED b 14']);
});

test('410 where a server lists the present instead of a revision: a gap', async () => {
  await using it = await setUp((request) => (isWatch(request) ? 'watch' : list('10', pod('a', '7'))));
  const first = await it.server.nextWatch();
  await it.watched.opened;
  it.server.answer = (request) => (isWatch(request) ? 'watch' : list('14', pod('a', '7')));
  first.event('ERROR', failure(410, 'Expired', 'too old resource version: 10 (14)').body);
  await it.until(/^gap true .*too old resource version/);
});

test('a server that is away is asked again with growing delays, and closing while it is away leaves a gap', async () => {
  await using it = await setUp((request) => (isWatch(request) ? 'watch' : list('10')));
  await it.watched.opened;
  await it.server.nextWatch();
  const { port } = it.server;
  await it.server.stop();
  while (it.delays.length < 9) await new Promise(setImmediate);
  assert.deepEqual(it.delays.slice(0, 9), [0, 50, 100, 200, 400, 800, 1600, 2000, 2000]);
  await it.server.listen(port);
  await it.server.nextWatch();
  await it.until(/^reconnected/);
  await it.server.stop();
  while (it.delays.length < 15) await new Promise(setImmediate);
  it.stop.abort();
  await it.watched.closed;
  assert.match(it.told.at(-1) ?? '', /^gap true .*ECONNREFUSED/);
});

test('a restarting server may refuse us for a while; one that never let us in is an error at once', async () => {
  const forbidden = failure(403, 'Forbidden', 'no RBAC policy matched');
  await using it = await setUp((request) => (isWatch(request) ? 'watch' : list('10')));
  const first = await it.server.nextWatch();
  await it.watched.opened;
  let refusals = 0;
  it.server.answer = () => (++refusals < 3 ? forbidden : 'watch');
  first.cut();
  await it.server.nextWatch();
  await it.until(/^reconnected true .*no RBAC policy matched/);

  await using other = await setUp(() => forbidden);
  await assert.rejects(other.watched.opened, { reason: 'Forbidden' });
  await assert.rejects(other.watched.closed, { reason: 'Forbidden' });
});

test('a watch that cannot be opened gives up and says what it saw last', async () => {
  await using it = await setUp(() => failure(500, 'InternalError', 'etcd is away'));
  await assert.rejects(
    it.watched.opened,
    /could not be opened in 6 attempts, last: .*etcd is away \(500 InternalError\)/,
  );
});

test('an exception of the listener ends the watch and rejects closed with that very exception', async () => {
  const error = new Error('disk full');
  await using it = await setUp((request) => (isWatch(request) ? 'watch' : list('10')), {
    listener: {
      seen() {
        throw error;
      },
    },
  });
  const connection = await it.server.nextWatch();
  await it.watched.opened;
  connection.event('ADDED', pod('a', '11'));
  await assert.rejects(it.watched.closed, (thrown) => thrown === error);
  await connection.closed;
});

test('a line that is no watch event ends the watch, with a gap', async () => {
  await using it = await setUp((request) => (isWatch(request) ? 'watch' : list('10')));
  const connection = await it.server.nextWatch();
  await it.watched.opened;
  connection.bytes('<html>\n');
  await assert.rejects(it.watched.closed, /not a watch event: <html>/);
  assert.match(it.told.at(-1) ?? '', /^gap true .*not a watch event/);
});

test('aborting closes quietly, without a gap, and rejects an opening that had not come', async () => {
  await using it = await setUp((request) => (isWatch(request) ? 'watch' : list('10')));
  await it.watched.opened;
  it.stop.abort();
  await it.watched.closed;
  assert.deepEqual(it.told, ['opened 10']);

  await using other = await setUp(() => 'hang');
  other.stop.abort(new Error('run is over'));
  await assert.rejects(other.watched.opened, { message: 'run is over' });
  await other.watched.closed;
});

test('disposing of the client ends its watches', async () => {
  await using it = await setUp((request) => (isWatch(request) ? 'watch' : list('10')));
  await it.watched.opened;
  await it.client[Symbol.asyncDispose]();
  await it.watched.closed;
});
