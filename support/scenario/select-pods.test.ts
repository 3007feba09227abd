import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daemonPod, deploymentPod, rngTimeline } from '../analysis/testing/rng.ts';
import type { NodeState, ObservedKind } from '../timeline/facts.ts';
import { Deeds } from './deeds.ts';
import { parsePods } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';
import { selectPods } from './select-pods.ts';

const node = (name: string) => ({ kind: 'Node', namespace: '', name, uid: `uid-${name}` }) as NodeState;

/** As much of a scenario as is asked for pods, on a cluster named `kindling`: two of the Deployment on one worker, daemons on both. */
function scenario() {
  const [worker, worker2] = ['kindling-worker', 'kindling-worker2'];
  const pods = [
    ...['d1', 'd2'].map((name) => deploymentPod(name, { node: worker })),
    ...[daemonPod('w1', worker), daemonPod('w2', worker2)],
  ];
  const workloads = rngTimeline().facts.flatMap((fact) => (fact.type === 'object-seen' ? [fact.object] : []));
  const objects = [...pods, ...['control-plane', 'worker', 'worker2'].map((name) => node(`kindling-${name}`))];
  const present = (...kinds: ObservedKind[]) =>
    [...objects, ...workloads.filter(({ kind }) => kind !== 'Pod')].filter(({ kind }) => kinds.includes(kind));
  return { present, run: { cluster: { name: 'kindling' } }, deeds: new Deeds() } as unknown as Scenario;
}

const selected = (from: Scenario, text: string) => selectPods(from, parsePods(text)).map(({ name }) => name);

test('pods are chosen on a node by its short name, or on the one that was last acted on', () => {
  const from = scenario();
  assert.deepEqual(selected(from, '1 pod of daemonset/rng on node worker2'), ['w2']);
  assert.deepEqual(selected(from, 'every pod of deployment/rng on node kindling-worker'), ['d1', 'd2']);
  from.deeds.remember({ action: 'a', subjects: [node('kindling-worker')], askedAt: 0, acknowledgedAt: 0 });
  assert.deepEqual(selected(from, '1 pod of daemonset/rng on the node'), ['w1']);
});

test('a node that has no such pod, or that is none, is named in the error', () => {
  const from = scenario();
  assert.throws(
    () => selected(from, '1 pod of deployment/rng on node worker2'),
    /^Error: asked for 1 pod of deployment\/rng on kindling-worker2, found 0$/,
  );
  assert.throws(
    () => selected(from, '1 pod of deployment/rng on node worker3'),
    /there is control-plane, worker, worker2$/,
  );
  assert.throws(() => selected(from, '1 pod of deployment/rng on the node'), /no action has concerned a node/);
});

test('a label that no pod has is named in the error, with those that there are', () => {
  assert.deepEqual(selected(scenario(), 'every pod labelled app=rng on node worker2'), ['w2']);
  assert.throws(
    () => selected(scenario(), '1 pod labelled app=debgu'),
    /^Error: no pod is labelled app=debgu; pods carry app=rng, controller-revision-hash=\w+, pod-template-hash=\w+$/,
  );
});
