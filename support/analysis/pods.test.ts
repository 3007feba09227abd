import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../timeline/facts.ts';
import { deletedAt, ownerAt, type PodLife, podLives } from './pods.ts';
import { controlledBy, pod, T0, workload } from './testing/objects.ts';
import { daemonPod, deploymentPod, rngTimeline } from './testing/rng.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

function life(facts: readonly Fact[], name: string): PodLife {
  const found = podLives(facts).get(`uid-${name}`);
  assert.ok(found);
  return found;
}

describe('podLives', () => {
  it('follows a pod from its making to its end', () => {
    const { facts } = new TimelineBuilder()
      .at(1)
      .sees('ADDED', pod('p', { phase: 'Pending', ready: false, node: undefined }))
      .at(2)
      .podChanges('p', { node: 'worker2' })
      .at(3)
      .podChanges('p', { phase: 'Running', ready: true })
      .at(4)
      .podChanges('p', { ready: false })
      .at(5)
      .podChanges('p', { ready: true, labels: { app: 'debug', active: 'yes' } })
      .at(6)
      .podChanges('p', { deletionTimestamp: T0 + 30_000, labels: { active: 'yes' } })
      .at(7)
      .podChanges('p', { phase: 'Succeeded' })
      .at(8)
      .podGoes('p');
    const p = life(facts, 'p');
    assert.equal(p.born, true);
    assert.equal(p.firstSeen, T0 + 1);
    assert.equal(p.node, 'worker2');
    assert.equal(p.scheduledAt, T0 + 2);
    assert.equal(p.runningAt, T0 + 3);
    assert.deepEqual(p.ready, [
      { from: T0 + 3, to: T0 + 4 },
      { from: T0 + 5, to: T0 + 8 },
    ]);
    assert.equal(p.terminatingSince, T0 + 6);
    assert.equal(deletedAt(p), T0 + 6);
    assert.deepEqual(p.terminal, { at: T0 + 7, phase: 'Succeeded', reason: undefined });
    assert.equal(p.goneAt, T0 + 8);
    assert.deepEqual(p.labelChanges, [
      { at: T0 + 5, key: 'app', from: 'rng', to: 'debug' },
      { at: T0 + 5, key: 'active', from: undefined, to: 'yes' },
      { at: T0 + 6, key: 'app', from: 'debug', to: undefined },
    ]);
  });

  it('leaves open what goes on, and knows no beginning of a listed pod', () => {
    const p = life(rngTimeline().facts, 'd1');
    assert.equal(p.born, false);
    assert.deepEqual(p.ready, [{ from: T0, to: undefined }]);
    assert.equal(p.goneAt, undefined);
    assert.equal(p.terminal, undefined);
    assert.equal(deletedAt(p), undefined);
  });

  it('tells released, orphaned and adopted apart', () => {
    const { facts } = rngTimeline()
      .at(10)
      .podChanges('d1', { labels: { app: 'rng' }, controller: undefined })
      .at(20)
      .podChanges('d1', { controller: controlledBy('DaemonSet', 'rng') })
      .at(30)
      .podChanges('d1', { controller: undefined })
      .at(40)
      .podChanges('d1', { controller: { kind: 'Job', name: 'j', uid: 'uid-j' } })
      .at(50)
      .podChanges('d1', { controller: controlledBy('DaemonSet', 'rng') });
    const d1 = life(facts, 'd1');
    assert.deepEqual(
      d1.transitions.map(({ kind, at, workload: owner }) => [kind, at - T0, owner?.kind]),
      [
        ['released', 10, 'deployment'],
        ['adopted', 20, 'daemonset'],
        ['orphaned', 30, 'daemonset'],
        ['adopted', 40, undefined],
        ['orphaned', 50, undefined],
        ['adopted', 50, 'daemonset'],
      ],
    );
    assert.deepEqual(d1.transitions[0]?.unmatched, { 'pod-template-hash': '6d4dd66654' });
    assert.equal(ownerAt(d1, T0 + 9)?.kind, 'deployment');
    assert.equal(ownerAt(d1, T0 + 10), undefined);
    assert.equal(ownerAt(d1, T0 + 25)?.kind, 'daemonset');
    assert.equal(ownerAt(d1, T0 - 1), undefined);
  });

  it('changes the owner of pods whose ReplicaSet changes hands, without any change of the pod', () => {
    const { facts } = rngTimeline()
      .at(10)
      .sees('MODIFIED', workload('ReplicaSet', 'rng-6d4dd66654', { controller: undefined }))
      .at(20)
      .podGoes('d1');
    assert.deepEqual(
      life(facts, 'd1').owners.map(({ from, to, workload: owner }) => [from - T0, to && to - T0, owner?.kind]),
      [
        [0, 10, 'deployment'],
        [10, 20, 'replicaset'],
      ],
    );
    assert.deepEqual(life(facts, 'd1').transitions, []);
    assert.equal(life(facts, 'd2').owners.length, 2);
  });

  it('keeps pods apart that bear the same name one after the other', () => {
    const { facts } = new TimelineBuilder()
      .sees('ADDED', daemonPod('p', 'worker1'))
      .podGoes('p')
      .sees('ADDED', deploymentPod('p', { uid: 'uid-second' }));
    assert.deepEqual([...podLives(facts).keys()], ['uid-p', 'uid-second']);
  });

  it('knows nothing of a pod that it only saw going', () => {
    const p = life(new TimelineBuilder().podGoes('p').facts, 'p');
    assert.deepEqual([p.ready, p.owners, p.transitions, p.born], [[], [], [], false]);
    assert.equal(p.goneAt, T0);
  });
});
