import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { T0, workload } from '../../analysis/testing/objects.ts';
import { daemonPod, deploymentPod, HASH, rngTimeline } from '../../analysis/testing/rng.ts';
import { refusedBecause } from '../refusal.ts';
import { ExpectationFailed } from '../verdict-errors.ts';
import { losesBetween } from './deletions.ts';
import { nodeIsTainted, nodeIsUnschedulable } from './nodes.ts';
import { countsPods, ownsExactly, ownsLabelled, runWithoutOwner, workloadIsGone } from './owned-pods.ts';
import { olderThan } from './pod-ages.ts';
import { podInPhase, podIsAnnotated, podIsDeleted, podKeepsAddress, podLacksLabel, sameValue } from './pod-fate.ts';

const deployment = { kind: 'deployment', name: 'rng' } as const;
const daemonset = { kind: 'daemonset', name: 'rng' } as const;
const d1 = deploymentPod('d1');
const w1 = daemonPod('w1', 'worker1');

describe('claims about what becomes of objects', () => {
  it('count owned and unowned pods', () => {
    const builder = rngTimeline();
    assert.equal(ownsExactly(deployment, 3).evaluate(builder.facts).holds, true);
    assert.equal(ownsLabelled(deployment, 3, 'app', 'rng').evaluate(builder.facts).holds, true);
    assert.equal(ownsLabelled(deployment, 0, 'app', 'web').evaluate(builder.facts).holds, true);
    assert.equal(runWithoutOwner(0).evaluate(builder.facts).holds, true);
    builder.at(100).podChanges('d1', { controller: undefined });
    assert.equal(ownsExactly(deployment, 2).evaluate(builder.facts).holds, true);
    assert.equal(runWithoutOwner(1).evaluate(builder.facts).holds, true);
    builder.at(200).podChanges('d1', { deletionTimestamp: T0 });
    assert.match(runWithoutOwner(1).evaluate(builder.facts).lastSeen, /^0 pods run without an owner$/);
    assert.match(ownsExactly(deployment, 3).evaluate(builder.facts).lastSeen, /^deployment\/rng owns 2 pods: /);
  });

  it('see a workload short of pods, and going', () => {
    const builder = rngTimeline();
    assert.equal(workloadIsGone(daemonset).evaluate(builder.facts).holds, false);
    builder.at(100).sees('MODIFIED', workload('DaemonSet', 'rng', { desired: 2, current: 1 }));
    assert.equal(countsPods(daemonset, 1, 2).evaluate(builder.facts).holds, true);
    assert.equal(countsPods(daemonset, 2, 2).evaluate(builder.facts).lastSeen, 'daemonset/rng has 1 of 2 pods');
    builder.at(200).sees('DELETED', workload('DaemonSet', 'rng'));
    assert.equal(workloadIsGone(daemonset).evaluate(builder.facts).holds, true);
    assert.equal(workloadIsGone({ ...daemonset, name: 'x' }).evaluate(builder.facts).holds, false);
    assert.equal(countsPods(daemonset, 1, 2).evaluate(builder.facts).lastSeen, 'daemonset/rng does not exist');
  });

  it('follow one pod', () => {
    const builder = rngTimeline()
      .at(100)
      .podChanges('d1', { ip: '10.0.0.1', annotations: { note: 'hello' } });
    const ask = () =>
      [
        podIsDeleted(d1, { from: T0 }),
        podInPhase(d1, 'Failed'),
        podIsAnnotated(d1, 'note', 'hello'),
        podLacksLabel(d1, 'app'),
        podKeepsAddress(d1, T0 + 150),
      ].map((claim) => claim.evaluate(builder.facts).holds);
    assert.deepEqual(ask(), [false, false, true, false, true]);
    builder
      .at(200)
      .podChanges('d1', { labels: {}, ip: '10.0.0.2', phase: 'Failed', deletionTimestamp: T0, annotations: {} });
    assert.deepEqual(ask(), [true, true, false, true, false]);
    builder.at(300).podGoes('d1');
    assert.deepEqual(ask(), [true, false, false, false, false]);
    const deletedFrom = (from: number, whom = d1) => podIsDeleted(whom, { from }).evaluate(builder.facts).lastSeen;
    assert.equal(deletedFrom(T0, deploymentPod('nobody')), 'nobody was never seen');
    assert.equal(deletedFrom(T0 + 201), 'd1 had been deleted before, not after watching began');
    const annotated = podIsAnnotated(d1, 'note', 'hello').evaluate(
      rngTimeline()
        .podChanges('d1', { annotations: { note: 'hello' } })
        .podGoes('d1').facts,
    );
    assert.deepEqual([annotated.holds, annotated.final], [false, true]);
  });

  it('compare hashes', () => {
    const claim = sameValue('pod-template-hash', [d1], 'controller-revision-hash', [w1]);
    const builder = rngTimeline();
    assert.equal(claim.evaluate(builder.facts).lastSeen, `the values are ${HASH}`);
    builder.at(100).podChanges('w1', { labels: {} });
    assert.equal(claim.evaluate(builder.facts).holds, false);
    builder.at(200).podChanges('d1', { labels: {} });
    const { holds, lastSeen } = claim.evaluate(builder.facts);
    assert.deepEqual([holds, lastSeen], [false, 'the values are none']);
  });

  it('compare ages by whole seconds', () => {
    const builder = rngTimeline();
    assert.equal(olderThan(deployment, daemonset).evaluate(builder.facts).holds, false);
    builder.at(100).podGoes('w1').podGoes('w2');
    builder.sees('ADDED', daemonPod('w3', 'worker1', { createdAt: T0 + 2000 }));
    assert.equal(olderThan(deployment, daemonset).evaluate(builder.facts).holds, true);
    assert.match(olderThan(daemonset, deployment).evaluate(builder.facts).lastSeen, /not later than/);
    assert.match(olderThan(daemonset, { ...deployment, name: 'x' }).evaluate(builder.facts).lastSeen, /has no pod/);
  });

  it('count deletions of whatever owner within bounds', () => {
    const builder = rngTimeline().at(1000).acts('a');
    const claim = losesBetween(1, 2, { action: 'a' });
    const states = ['d1', 'w1', 'w2'].map((name, index) => {
      builder.at(1100 + index).podChanges(name, { deletionTimestamp: T0 });
      const { holds, final } = claim.evaluate(builder.facts);
      return `${holds} ${final}`;
    });
    assert.deepEqual(states, ['true false', 'true false', 'false true']);
    assert.equal(losesBetween(1, 1, { action: 'a' }).expected, 'exactly 1 pod');
    builder.at(1200).podChanges('d2', { controller: undefined }).podChanges('d2', { deletionTimestamp: T0 });
    assert.ok(
      losesBetween(1, 1, { action: 'a' })
        .evaluate(builder.facts)
        .details?.includes('d2 without an owner: nothing on the timeline explains it'),
      'a pod that nobody owns is one, too',
    );
  });

  it('look at nodes', () => {
    const node = { kind: 'Node', namespace: '', name: 'w', uid: 'uid-w' } as const;
    const builder = rngTimeline();
    assert.match(nodeIsUnschedulable(node, true).evaluate(builder.facts).lastSeen, /never seen/);
    builder.at(100).sees('LISTED', { ...node, ready: true, unschedulable: true, taints: ['a=b:NoExecute'] });
    assert.equal(nodeIsUnschedulable(node, true).evaluate(builder.facts).holds, true);
    assert.equal(nodeIsUnschedulable(node, false).evaluate(builder.facts).holds, false);
    assert.equal(nodeIsTainted(node, 'a=b:NoExecute', true).evaluate(builder.facts).holds, true);
    assert.equal(nodeIsTainted(node, 'a=b:NoSchedule', true).evaluate(builder.facts).holds, false);
  });

  it('want a refusal with its reason', () => {
    refusedBecause('spec.selector: field is immutable', 'immutable');
    assert.throws(() => refusedBecause(undefined, 'immutable'), ExpectationFailed);
    assert.throws(() => refusedBecause('not found', 'immutable'), /said: not found; expected it to refuse/);
  });
});
