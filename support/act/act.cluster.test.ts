import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply } from '../kubernetes/apply.ts';
import { collectionPath } from '../kubernetes/kinds.ts';
import type { RawList } from '../kubernetes/raw-object.ts';
import {
  type TestNamespace,
  testNamespace,
  unscheduledDeployment,
  withoutCluster,
} from '../kubernetes/testing/test-namespace.ts';
import { ClusterObservation } from '../observe/observe-cluster.ts';
import { podState } from '../observe/pod-state.ts';
import type { FactOf, ObjectRef, PodState } from '../timeline/facts.ts';
import { TimelineRecorder } from '../timeline/recorder.ts';
import { ActionChangedNothing, type ActionContext } from './action.ts';
import { annotatePods } from './annotate-pods.ts';
import { changeSelector } from './change-selector.ts';
import { deletePods } from './delete-pods.ts';
import { labelPods } from './label-pods.ts';
import { scale } from './scale.ts';
import { unlabelPods } from './unlabel-pods.ts';

const options = { skip: withoutCluster, timeout: 120_000 };
const { signal } = new AbortController();

async function present({ client, namespace }: TestNamespace): Promise<PodState[]> {
  const list = await client.raw<RawList>('GET', collectionPath('Pod', namespace.name));
  return (list.items ?? []).map(podState);
}

/** A namespace under observation with a Deployment of two pods that never run. */
async function setUp() {
  await using stack = new AsyncDisposableStack();
  const it = stack.use(await testNamespace(signal));
  const namespace = it.namespace.name;
  const timeline = new TimelineRecorder();
  const observation = stack.use(new ClusterObservation(it.client, timeline, { run: namespace, signal }));
  await observation.opened;
  observation.join('s1', namespace);
  const service = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'rng' },
    spec: { selector: { app: 'rng' }, ports: [{ port: 80 }] },
  };
  const stored = await apply(it.client, [unscheduledDeployment('rng', 2), service], { signal, namespace });
  const [deployment, rng] = stored.map(
    ({ kind = '', metadata: { name, uid } }): ObjectRef => ({ kind, namespace, name, uid }),
  );
  assert.ok(deployment !== undefined && rng !== undefined);
  const added = (): FactOf<'object-seen'>[] =>
    timeline.facts.filter(
      (fact) => fact.type === 'object-seen' && fact.change === 'ADDED' && fact.object.kind === 'Pod',
    ) as FactOf<'object-seen'>[];
  const untilAdded = async (count: number) => {
    while (added().length < count) await timeline.next(AbortSignal.timeout(30_000));
  };
  await untilAdded(2);
  const context: ActionContext = { client: it.client, timeline, signal };
  const owned = stack.move();
  return {
    it,
    timeline,
    context,
    deployment,
    service: rng,
    untilAdded,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

test('a pod whose label is removed is replaced; doing it again changes nothing', options, async () => {
  await using scene = await setUp();
  const [pod] = await present(scene.it);
  assert.ok(pod !== undefined);
  const action = await unlabelPods(scene.context, [pod], 'app');
  await scene.untilAdded(3);
  const order = scene.timeline.facts
    .filter((fact) => fact.type === 'action-asked' || fact.type === 'object-seen')
    .map((fact) => (fact.type === 'object-seen' ? `${fact.change} ${fact.object.kind}` : fact.action));
  assert.ok(order.indexOf(action) < order.lastIndexOf('ADDED Pod'));
  const now = (await present(scene.it)).find(({ uid }) => uid === pod.uid);
  assert.deepEqual([now?.labels['app'], now?.controller], [undefined, undefined], 'unlabelled and released');
  await assert.rejects(unlabelPods(scene.context, [pod], 'app'), ActionChangedNothing);
});

test('labels and annotations are set exactly once', options, async () => {
  await using scene = await setUp();
  const pods = await present(scene.it);
  await labelPods(scene.context, pods, { active: 'yes', team: 'a' });
  await labelPods(scene.context, pods, { team: 'b' });
  await assert.rejects(labelPods(scene.context, pods, { active: 'yes' }), ActionChangedNothing);
  await annotatePods(scene.context, pods, { note: 'x' });
  await assert.rejects(annotatePods(scene.context, pods, { note: 'x' }), ActionChangedNothing);
  for (const { labels, annotations } of await present(scene.it)) {
    assert.deepEqual([labels['active'], labels['team'], annotations['note']], ['yes', 'b', 'x']);
  }
});

test('pods are deleted and replaced, and a pod that is gone is no subject', options, async () => {
  await using scene = await setUp();
  const pods = await present(scene.it);
  await deletePods(scene.context, pods.slice(0, 1));
  await scene.untilAdded(3);
  await deletePods(scene.context, pods.slice(1), { gracePeriodSeconds: 0 });
  await scene.untilAdded(4);
  await assert.rejects(deletePods(scene.context, pods.slice(0, 1)), /is gone/);
  await assert.rejects(labelPods(scene.context, pods.slice(1), { a: 'b' }), /is gone/);
});

test('selectors are replaced and Deployments scaled; asking for what is changes nothing', options, async () => {
  await using scene = await setUp();
  await changeSelector(scene.context, [scene.service], { active: 'yes' });
  const { spec } = await scene.it.client.core.readNamespacedService({
    namespace: scene.service.namespace,
    name: 'rng',
  });
  assert.deepEqual(spec?.selector, { active: 'yes' });
  await assert.rejects(changeSelector(scene.context, [scene.service], { active: 'yes' }), ActionChangedNothing);
  await scale(scene.context, [scene.deployment], 3);
  await scene.untilAdded(3);
  await assert.rejects(scale(scene.context, [scene.deployment], 3), ActionChangedNothing);
});
