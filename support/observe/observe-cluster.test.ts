import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../kubernetes/client.ts';
import { FakeApiServer, type FakeWatch, failure } from '../kubernetes/testing/fake-api-server.ts';
import type { Fact } from '../timeline/facts.ts';
import { TimelineRecorder } from '../timeline/recorder.ts';
import { ClusterObservation } from './observe-cluster.ts';

const { signal } = new AbortController();
const listOrWatch: FakeApiServer['answer'] = ({ query }) =>
  query.get('watch') ? 'watch' : { body: { metadata: { resourceVersion: '10' }, items: [] } };
const pod = (name: string, namespace: string, resourceVersion: string) => ({
  metadata: { name, namespace, uid: `uid-of-${name}`, resourceVersion, creationTimestamp: '2026-08-20T10:11:12Z' },
  spec: { containers: [] },
  status: { phase: 'Pending' },
});

async function watchesByPath(server: FakeApiServer): Promise<Map<string, FakeWatch>> {
  const watches = new Map<string, FakeWatch>();
  while (watches.size < 8) {
    const watch = await server.nextWatch();
    watches.set(watch.request.path, watch);
  }
  return watches;
}

/** An observation of a fake server, its watches by path, and the facts since it opened. */
async function observed(sink: Pick<TimelineRecorder, 'append'>, server: FakeApiServer) {
  const client = await connect(server.kubeconfig, { signal });
  const delay = () => new Promise<void>(setImmediate);
  const observation = new ClusterObservation(client, sink, { run: 'r', signal, delay });
  const watches = await watchesByPath(server);
  await observation.opened;
  return {
    observation,
    watches,
    async [Symbol.asyncDispose]() {
      await observation.close();
      await client[Symbol.asyncDispose]();
    },
  };
}

async function factsOf(timeline: TimelineRecorder, type: Fact['type'], count: number): Promise<Fact[]> {
  for (;;) {
    const found = timeline.facts.filter((fact) => fact.type === type);
    if (found.length >= count) return found;
    await timeline.next(AbortSignal.timeout(1000));
  }
}

test('eight watches open, and a pod that lives for an instant is on the timeline', async () => {
  await using server = await FakeApiServer.start(listOrWatch);
  const timeline = new TimelineRecorder();
  await using it = await observed(timeline, server);
  assert.deepEqual([...it.watches.keys()].sort(), [
    '/api/v1/events',
    '/api/v1/nodes',
    '/api/v1/pods',
    '/api/v1/services',
    '/apis/apps/v1/daemonsets',
    '/apis/apps/v1/deployments',
    '/apis/apps/v1/replicasets',
    '/apis/discovery.k8s.io/v1/endpointslices',
  ]);
  const limit = it.watches.get('/api/v1/events')?.request.query.get('timeoutSeconds');
  assert.equal(limit, '21600', 'Events have no bookmarks to stay young by');
  assert.equal(timeline.facts.length, 0);
  it.observation.join('s1', 'k-1');
  assert.equal((await factsOf(timeline, 'watch-opened', 8)).length, 8);

  const ends = ['ADDED', 'MODIFIED', 'DELETED'].map((type, at) => ({
    type,
    object: pod('brief', 'k-1', `${11 + at}`),
  }));
  it.watches.get('/api/v1/pods')?.bytes(ends.map((event) => `${JSON.stringify(event)}\n`).join(''));
  const seen = await factsOf(timeline, 'object-seen', 3);
  assert.deepEqual(
    seen.map((fact) => fact.type === 'object-seen' && [fact.change, fact.resourceVersion, fact.object.name]),
    [
      ['ADDED', '11', 'brief'],
      ['MODIFIED', '12', 'brief'],
      ['DELETED', '13', 'brief'],
    ],
  );
  await it.observation.close();
  await Promise.all([...it.watches.values()].map((watch) => watch.closed));
  assert.equal(timeline.facts.length, 11, 'closing leaves no fact');
});

test('each scenario gets its own objects and every node, from when it joins until it leaves', async () => {
  await using server = await FakeApiServer.start(listOrWatch);
  const timeline = new TimelineRecorder();
  await using it = await observed(timeline, server);
  const pods = it.watches.get('/api/v1/pods');
  const nodes = it.watches.get('/api/v1/nodes');
  it.observation.join('s1', 'k-1');
  nodes?.event('ADDED', pod('worker', '', '11'));
  await factsOf(timeline, 'object-seen', 1);
  it.observation.join('s2', 'k-2');
  pods?.event('ADDED', pod('coredns', 'kube-system', '12'));
  pods?.event('ADDED', pod('a', 'k-1', '13'));
  pods?.event('ADDED', pod('b', 'k-2', '14'));
  await factsOf(timeline, 'object-seen', 4);
  it.observation.leave('k-1');
  pods?.event('ADDED', pod('late', 'k-1', '15'));
  pods?.event('ADDED', pod('c', 'k-2', '16'));
  const seen = await factsOf(timeline, 'object-seen', 5);
  assert.deepEqual(
    seen.map((fact) => fact.type === 'object-seen' && [fact.scenario, fact.change, fact.object.name]),
    [
      ['s1', 'ADDED', 'worker'],
      ['s2', 'LISTED', 'worker'],
      ['s1', 'ADDED', 'a'],
      ['s2', 'ADDED', 'b'],
      ['s2', 'ADDED', 'c'],
    ],
  );
});

test('a lost connection and a gap are facts of every scenario under way', async () => {
  await using server = await FakeApiServer.start(listOrWatch);
  const timeline = new TimelineRecorder();
  await using it = await observed(timeline, server);
  it.observation.join('s1', 'k-1');
  it.observation.join('s2', 'k-2');
  it.watches.get('/api/v1/services')?.end();
  const again = await server.nextWatch();
  const reconnected = await factsOf(timeline, 'watch-reconnected', 2);
  it.observation.leave('k-1');
  it.observation.join('s3', 'k-3');
  again.event('ERROR', failure(410, 'Expired', 'too old').body);
  const gaps = await factsOf(timeline, 'watch-gap', 2);
  assert.deepEqual(
    [...reconnected, ...gaps].map((fact) => [fact.scenario, 'kind' in fact && fact.kind]),
    ['s1', 's2', 's2', 's3'].map((scenario) => [scenario, 'Service']),
  );
  for (const gap of gaps) assert.ok(gap.type === 'watch-gap' && gap.from <= gap.to && gap.to <= gap.at);
});

test('a gap that no scenario saw is on the timeline of the run', async () => {
  await using server = await FakeApiServer.start(listOrWatch);
  const timeline = new TimelineRecorder();
  await using it = await observed(timeline, server);
  it.watches.get('/api/v1/services')?.event('ERROR', failure(410, 'Expired', 'too old').body);
  const [gap] = await factsOf(timeline, 'watch-gap', 1);
  assert.equal(gap?.scenario, undefined);
});

test('a timeline that cannot be written ends the whole observation with that error', async () => {
  await using server = await FakeApiServer.start(listOrWatch);
  const error = new Error('disk full');
  const timeline = new TimelineRecorder();
  let full = false;
  const sink: Pick<TimelineRecorder, 'append'> = {
    append(fact) {
      if (full) throw error;
      return timeline.append(fact);
    },
  };
  const { observation, watches } = await observed(sink, server);
  observation.join('s1', 'k-1');
  full = true;
  watches.get('/api/v1/pods')?.event('ADDED', pod('a', 'k-1', '11'));
  await assert.rejects(observation.closed, (thrown) => thrown === error);
  await assert.rejects(observation.close(), (thrown) => thrown === error);
  await Promise.all([...watches.values()].map((watch) => watch.closed));
});

test('one watch that is refused keeps the observation from opening and ends the others', async () => {
  await using server = await FakeApiServer.start((request) =>
    request.path.endsWith('/events') ? failure(403, 'Forbidden', 'no events for you') : listOrWatch(request),
  );
  await using client = await connect(server.kubeconfig, { signal });
  const observation = new ClusterObservation(client, new TimelineRecorder(), { run: 'r', signal });
  await assert.rejects(observation.opened, { reason: 'Forbidden', message: /events: no events for you/ });
  await assert.rejects(observation.closed, { reason: 'Forbidden' });
});
