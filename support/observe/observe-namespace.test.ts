import assert from 'node:assert/strict';
import { test } from 'node:test';
import { connect } from '../kubernetes/client.ts';
import { FakeApiServer, type FakeWatch, failure } from '../kubernetes/fake-api-server.ts';
import { TimelineRecorder } from '../timeline/recorder.ts';
import { observeAllNamespaces, observeNamespace } from './observe-namespace.ts';

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
  while (watches.size < 7) {
    const watch = await server.nextWatch();
    watches.set(watch.request.path, watch);
  }
  return watches;
}

test('seven watches open, and a pod that lives for an instant is on the timeline', async () => {
  await using server = await FakeApiServer.start(listOrWatch);
  await using client = await connect(server.kubeconfig, { signal });
  const timeline = new TimelineRecorder();
  await using observation = observeNamespace(client, 'k-1', timeline, { signal, scenario: 's1' });
  const watches = await watchesByPath(server);
  await observation.opened;
  assert.deepEqual([...watches.keys()].sort(), [
    '/api/v1/namespaces/k-1/events',
    '/api/v1/namespaces/k-1/pods',
    '/api/v1/namespaces/k-1/services',
    '/apis/apps/v1/namespaces/k-1/daemonsets',
    '/apis/apps/v1/namespaces/k-1/deployments',
    '/apis/apps/v1/namespaces/k-1/replicasets',
    '/apis/discovery.k8s.io/v1/namespaces/k-1/endpointslices',
  ]);
  assert.equal(timeline.facts.filter(({ type }) => type === 'watch-opened').length, 7);
  const limits = [...watches].map(([path, { request }]) => [
    path.split('/').at(-1),
    request.query.get('timeoutSeconds'),
  ]);
  assert.deepEqual(
    new Map(limits as [string, string][]).get('events'),
    '21600',
    'Events have no bookmarks to stay young by',
  );

  const pods = watches.get('/api/v1/namespaces/k-1/pods');
  const ends = ['ADDED', 'MODIFIED', 'DELETED'].map((type, at) => ({
    type,
    object: pod('brief', 'k-1', `${11 + at}`),
  }));
  pods?.bytes(ends.map((event) => `${JSON.stringify(event)}\n`).join(''));
  while (timeline.facts.length < 10) await timeline.next(AbortSignal.timeout(1000));
  const seen = timeline.facts.filter((fact) => fact.type === 'object-seen');
  assert.deepEqual(
    seen.map(({ change, resourceVersion, object, scenario }) => [change, resourceVersion, object.name, scenario]),
    [
      ['ADDED', '11', 'brief', 's1'],
      ['MODIFIED', '12', 'brief', 's1'],
      ['DELETED', '13', 'brief', 's1'],
    ],
  );
  await observation.close();
  await Promise.all([...watches.values()].map((watch) => watch.closed));
  assert.equal(timeline.facts.length, 10, 'closing leaves no fact');
});

test('one set of watches for all namespaces gives each scenario its own objects and leaves out the rest', async () => {
  await using server = await FakeApiServer.start(listOrWatch);
  await using client = await connect(server.kubeconfig, { signal });
  const timeline = new TimelineRecorder();
  const scenarios = new Map([['k-1', 's1']]);
  const scenarioOf = (namespace: string) => scenarios.get(namespace);
  await using observation = observeAllNamespaces(client, timeline, { signal, scenarioOf });
  const watches = await watchesByPath(server);
  await observation.opened;
  const pods = watches.get('/api/v1/pods');
  scenarios.set('k-2', 's2');
  pods?.event('ADDED', pod('coredns', 'kube-system', '11'));
  pods?.event('ADDED', pod('a', 'k-1', '12'));
  pods?.event('ADDED', pod('b', 'k-2', '13'));
  while (timeline.facts.length < 9) await timeline.next(AbortSignal.timeout(1000));
  const told = timeline.facts.map((fact) => (fact.type === 'object-seen' ? fact.object.name : fact.type));
  assert.deepEqual(told.slice(7), ['a', 'b']);
  assert.deepEqual(
    timeline.facts.map(({ scenario }) => scenario),
    [...Array(7).fill(undefined), 's1', 's2'],
  );
  assert.ok(timeline.facts.slice(0, 7).every((fact) => fact.type === 'watch-opened' && fact.namespace === ''));
});

test('a lost connection and a gap are facts', async () => {
  await using server = await FakeApiServer.start(listOrWatch);
  await using client = await connect(server.kubeconfig, { signal });
  const timeline = new TimelineRecorder();
  const delay = () => new Promise<void>(setImmediate);
  await using observation = observeNamespace(client, 'k-1', timeline, { signal, delay });
  const watches = await watchesByPath(server);
  await observation.opened;
  watches.get('/api/v1/namespaces/k-1/services')?.end();
  const again = await server.nextWatch();
  while (timeline.facts.length < 8) await timeline.next(AbortSignal.timeout(1000));
  again.event('ERROR', failure(410, 'Expired', 'too old').body);
  while (timeline.facts.length < 9) await timeline.next(AbortSignal.timeout(1000));
  const [reconnected, gap] = timeline.facts.slice(7);
  assert.ok(reconnected?.type === 'watch-reconnected' && gap?.type === 'watch-gap');
  assert.deepEqual([reconnected.kind, reconnected.namespace], ['Service', 'k-1']);
  assert.ok(reconnected.from <= reconnected.at && gap.from <= gap.to && gap.to <= gap.at);
});

test('a timeline that cannot be written ends the whole observation with that error', async () => {
  await using server = await FakeApiServer.start(listOrWatch);
  await using client = await connect(server.kubeconfig, { signal });
  const error = new Error('disk full');
  const timeline = new TimelineRecorder();
  let full = false;
  const sink: Pick<TimelineRecorder, 'append'> = {
    append(fact) {
      if (full) throw error;
      return timeline.append(fact);
    },
  };
  const observation = observeNamespace(client, 'k-1', sink, { signal });
  const watches = await watchesByPath(server);
  await observation.opened;
  full = true;
  watches.get('/api/v1/namespaces/k-1/pods')?.event('ADDED', pod('a', 'k-1', '11'));
  await assert.rejects(observation.closed, (thrown) => thrown === error);
  await assert.rejects(observation.close(), (thrown) => thrown === error);
  await Promise.all([...watches.values()].map((watch) => watch.closed));
});

test('one watch that is refused keeps the observation from opening and ends the others', async () => {
  await using server = await FakeApiServer.start((request) =>
    request.path.endsWith('/events') ? failure(403, 'Forbidden', 'no events for you') : listOrWatch(request),
  );
  await using client = await connect(server.kubeconfig, { signal });
  const observation = observeNamespace(client, 'k-1', new TimelineRecorder(), { signal });
  await assert.rejects(observation.opened, { reason: 'Forbidden', message: /events: no events for you/ });
  await assert.rejects(observation.closed, { reason: 'Forbidden' });
});
