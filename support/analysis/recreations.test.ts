import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { recreationsAfter, recreationsIn } from './recreations.ts';
import { controlledBy, node, pod, T0, workload } from './testing/objects.ts';
import { daemonPod, deploymentPod, HASH, replicaSet, rngTimeline } from './testing/rng.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

const fresh = { phase: 'Pending', ready: false, node: undefined } as const;

describe('recreationsAfter', () => {
  it('explains a released daemon pod and the new one on its node', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1', { summary: 'removed label app from w2', pods: ['w2'] })
      .at(1010)
      .podChanges('w2', { labels: { 'controller-revision-hash': HASH } })
      .at(1030)
      .podChanges('w2', { controller: undefined })
      .at(1310)
      .sees('ADDED', daemonPod('w3', 'worker2', fresh))
      .at(1400)
      .podChanges('w3', { node: 'worker2' });
    const found = recreationsAfter(facts, 'a1');
    assert.deepEqual([...found.keys()], ['daemonset/rng']);
    assert.deepEqual(found.get('daemonset/rng')?.recreations, [
      {
        pod: { kind: 'Pod', namespace: 'kindling-test', name: 'w3', uid: 'uid-w3' },
        node: 'worker2',
        at: T0 + 1310,
        delayMs: 310,
        why: 'w2 no longer matches app=rng, so daemonset/rng released it (0.02s) and node worker2 had no daemon',
      },
    ]);
  });

  it('explains a replica released because of its label, its template hash included', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .podChanges('d1', { labels: { app: 'rng' } })
      .at(1010)
      .podChanges('d1', { controller: undefined })
      .at(1020)
      .sees('ADDED', deploymentPod('d4', fresh));
    assert.equal(
      why(facts, 'deployment/rng'),
      `d1 no longer matches pod-template-hash=${HASH}, so deployment/rng released it (0.01s) and was a pod short`,
    );
  });

  it('explains a deleted replica: a terminating pod counts as gone', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1', { verb: 'delete-pods', pods: ['d1'] })
      .at(1010)
      .podChanges('d1', { deletionTimestamp: T0 + 31_000 })
      .at(1015)
      .sees('ADDED', deploymentPod('d4', fresh));
    assert.equal(why(facts, 'deployment/rng'), 'd1 was deleted, and deployment/rng counts a terminating pod as gone');
  });

  it('explains a deleted daemon: the next one waits until it has stopped', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1', { verb: 'delete-pods', pods: ['w1'] })
      .podChanges('w1', { deletionTimestamp: T0 + 31_000 })
      .at(2200)
      .podChanges('w1', { phase: 'Succeeded', ready: false })
      .at(2210)
      .sees('ADDED', daemonPod('w3', 'worker1', fresh))
      .at(2400)
      .podGoes('w1');
    assert.equal(
      why(facts, 'daemonset/rng'),
      'w1 was deleted; daemonset/rng waits until it has stopped (1.20s) before it makes another',
    );
  });

  it('explains a daemon deleted without a grace period', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .podGoes('w1')
      .at(1100)
      .sees('ADDED', daemonPod('w3', 'worker1'));
    assert.match(why(facts, 'daemonset/rng'), /^w1 was deleted without a grace period/);
  });

  it('explains a replica that vanished without a grace period', () => {
    const { facts } = rngTimeline().at(1000).acts('a1').podGoes('d1').at(1100).sees('ADDED', deploymentPod('d4'));
    assert.match(why(facts, 'deployment/rng'), /^d1 was deleted without a grace period/);
  });

  it('explains failed pods of both kinds', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .podChanges('d1', { phase: 'Failed', ready: false })
      .podChanges('w1', { phase: 'Failed', ready: false })
      .at(1010)
      .sees('ADDED', deploymentPod('d4', fresh))
      .podChanges('w1', { deletionTimestamp: T0 + 1010 })
      .at(1020)
      .sees('ADDED', daemonPod('w3', 'worker1', fresh));
    assert.match(why(facts, 'deployment/rng'), /^d1 stopped for good/);
    assert.equal(
      why(facts, 'daemonset/rng'),
      'w1 failed; daemonset/rng deletes a failed pod and makes another on its node',
    );
  });

  it('explains a pod whose reference was taken off although it matches', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .podChanges('d1', { controller: undefined })
      .at(1010)
      .sees('ADDED', deploymentPod('d4'));
    assert.equal(
      why(facts, 'deployment/rng'),
      'd1 lost its reference to deployment/rng, so deployment/rng made up for it',
    );
  });

  it('explains scaling up, of a DaemonSet by nodes', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .sees('MODIFIED', workload('Deployment', 'rng', { desired: 4 }))
      .sees('MODIFIED', workload('DaemonSet', 'rng', { desired: 3 }))
      .at(1010)
      .sees('ADDED', deploymentPod('d4'))
      .sees('ADDED', daemonPod('w3', 'worker3'));
    assert.equal(why(facts, 'deployment/rng'), 'deployment/rng was scaled from 3 to 4');
    assert.equal(why(facts, 'daemonset/rng'), 'daemonset/rng now has 3 nodes to run on, before it had 2');
  });

  it('explains a rollout by the new template hash', () => {
    const { facts } = rollsOut(rngTimeline().at(1000).acts('a1'));
    assert.equal(recreationsAfter(facts, 'a1').size, 0, 'at the very instant of the action it cannot be an answer');
    const { facts: later } = rollsOut(rngTimeline().at(1000).acts('a1').at(1001));
    assert.equal(why(later, 'deployment/rng'), 'deployment/rng rolls out a new pod template');
  });

  it('explains the later pods of a rollout by it, too, and not by the old ones that it deleted', () => {
    const { facts } = rollsOut(rngTimeline().at(1000).acts('a1').at(1001))
      .at(1500)
      .podChanges('d1', { deletionTimestamp: T0 + 31_000 })
      .at(1510)
      .sees('ADDED', newReplica('d5'));
    assert.deepEqual(all(facts, 'deployment/rng'), [
      'd4: deployment/rng rolls out a new pod template',
      'd5: deployment/rng rolls out a new pod template',
    ]);
  });

  it('explains a rollout that makes no pod before the old ones have gone', () => {
    const builder = rngTimeline().at(1000).acts('a1').at(1001);
    builder.sees('MODIFIED', replicaSet(HASH, { desired: 0, current: 0 }));
    for (const old of ['d1', 'd2', 'd3']) builder.podChanges(old, { deletionTimestamp: T0 + 31_000 });
    builder.at(1400).sees('ADDED', replicaSet('new', { desired: 0, current: 0 }));
    builder.at(1410).sees('MODIFIED', replicaSet('new', { desired: 3, current: 0 }));
    builder.at(1420).sees('ADDED', newReplica('d4')).sees('ADDED', newReplica('d5'));
    assert.deepEqual(all(builder.facts, 'deployment/rng'), [
      'd4: deployment/rng rolls out a new pod template',
      'd5: deployment/rng rolls out a new pod template',
    ]);
  });

  it('explains the pods of a rollout of a DaemonSet, that deletes first and that makes first', () => {
    const daemon = (name: string, node: string) => {
      return daemonPod(name, node, { labels: { app: 'rng', 'controller-revision-hash': 'new' } });
    };
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .at(1010)
      .podChanges('w1', { deletionTimestamp: T0 + 31_000 })
      .at(1200)
      .podGoes('w1')
      .at(1210)
      .sees('ADDED', daemon('w3', 'worker1'))
      .at(1300)
      .sees('ADDED', daemon('w4', 'worker2'));
    assert.deepEqual(all(facts, 'daemonset/rng'), [
      'w3: daemonset/rng rolls out a new pod template',
      'w4: daemonset/rng rolls out a new pod template',
    ]);
  });

  it('explains the daemon of a new template by who deleted the old one', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1', { verb: 'delete-pods', pods: ['w1'] })
      .at(1010)
      .podChanges('w1', { deletionTimestamp: T0 + 31_000 })
      .at(1200)
      .podGoes('w1')
      .at(1210)
      .sees('ADDED', daemonPod('w3', 'worker1', { labels: { app: 'rng', 'controller-revision-hash': 'new' } }));
    assert.match(why(facts, 'daemonset/rng'), /^w1 was deleted; daemonset\/rng waits until it has stopped/);
  });

  it('explains a daemon that comes while the deleted one stops', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .at(1010)
      .podChanges('w1', { deletionTimestamp: T0 + 31_000 })
      .at(1020)
      .sees('ADDED', daemonPod('w3', 'worker1'));
    assert.equal(
      why(facts, 'daemonset/rng'),
      'w1 was deleted, and daemonset/rng may have another beside it while it stops (maxSurge)',
    );
  });

  it('explains what a ReplicaSet makes by itself: scaled behind the Deployment, or a foreign one that is adopted', () => {
    const scaled = rngTimeline()
      .at(1000)
      .acts('a1')
      .at(1001)
      .sees('MODIFIED', replicaSet(HASH, { desired: 5 }));
    scaled.at(1010).sees('ADDED', deploymentPod('d4'));
    assert.equal(
      why(scaled.facts, 'deployment/rng'),
      `replicaset/rng-${HASH} was scaled from 3 to 5, and deployment/rng had not yet noticed`,
    );
    const foreign = rngTimeline().at(1000).acts('a1').at(1001);
    foreign.sees('ADDED', replicaSet('foreign', { controller: undefined })).sees('MODIFIED', replicaSet('foreign'));
    foreign.at(1010).sees('ADDED', deploymentPod('f1', { controller: controlledBy('ReplicaSet', 'rng-foreign') }));
    assert.equal(
      why(foreign.facts, 'deployment/rng'),
      'replicaset/rng-foreign made it, and deployment/rng adopted replicaset/rng-foreign',
    );
  });

  it('explains what a ReplicaSet makes that stands for one that was deleted', () => {
    const second = controlledBy('ReplicaSet', `rng-${HASH}`, 'uid-second');
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .at(1001)
      .sees('DELETED', replicaSet(HASH))
      .sees('ADDED', replicaSet(HASH, { uid: 'uid-second', current: 0 }))
      .at(1002)
      .podChanges('d1', { deletionTimestamp: T0 + 31_000 })
      .at(1003)
      .sees('ADDED', deploymentPod('d4', { controller: second }));
    assert.equal(why(facts, 'deployment/rng'), `replicaset/rng-${HASH} was deleted, and deployment/rng made another`);
  });

  it('explains what a workload makes that was created again', () => {
    const again = { uid: 'uid-again', current: 0, desired: 2 };
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .at(1001)
      .sees('DELETED', workload('DaemonSet', 'rng', { desired: 2 }))
      .at(1002)
      .sees('ADDED', workload('DaemonSet', 'rng', again))
      .at(1010)
      .sees('ADDED', daemonPod('w3', 'worker1', { controller: controlledBy('DaemonSet', 'rng', 'uid-again') }))
      .at(1020)
      .sees('MODIFIED', workload('DaemonSet', 'rng', { ...again, current: 2 }));
    assert.equal(recreationsAfter(facts, 'a1').size, 1);
    assert.equal(why(facts, 'daemonset/rng'), 'daemonset/rng was created again');
  });

  it('explains the daemon of a node that joined, or that lost a taint', () => {
    const taints = ['maintenance=now:NoExecute'];
    const { facts } = rngTimeline()
      .sees('LISTED', { ...node('worker1'), taints })
      .sees('LISTED', { ...node('worker2'), taints })
      .at(1000)
      .acts('a1')
      .podGoes('w1')
      .at(1010)
      .sees('ADDED', node('worker3'))
      .sees('MODIFIED', node('worker1'))
      .sees('MODIFIED', node('worker2'))
      .at(1020)
      .sees('ADDED', daemonPod('w3', 'worker3'))
      .podGoes('w2')
      .at(1030)
      .sees('ADDED', daemonPod('w4', 'worker2'))
      .sees('ADDED', daemonPod('w6', 'worker1'));
    assert.deepEqual(all(facts, 'daemonset/rng'), [
      'w3: worker3 joined, and had no daemon',
      'w4: w2 was deleted without a grace period, and daemonset/rng does not wait for what it cannot see',
      'w6: worker1 lost its taint maintenance=now:NoExecute, and had no daemon',
    ]);
  });

  it('uses up neither an opening nor a loss twice, where the new daemon comes while the old one stops', () => {
    const builder = rngTimeline()
      .at(500)
      .sees('ADDED', node('worker3'))
      .at(510)
      .sees('ADDED', daemonPod('w3', 'worker3'));
    builder.at(1000).acts('a1', { verb: 'delete-pods', pods: ['w3'] });
    builder
      .at(1010)
      .podChanges('w3', { deletionTimestamp: T0 + 31_000 })
      .at(1020)
      .sees('ADDED', daemonPod('w4', 'worker3'));
    builder.at(2000).podGoes('w3');
    builder
      .at(2010)
      .podChanges('w4', { deletionTimestamp: T0 + 31_000 })
      .at(2020)
      .sees('ADDED', daemonPod('w5', 'worker3'));
    const beside = 'was deleted, and daemonset/rng may have another beside it while it stops (maxSurge)';
    assert.deepEqual(all(builder.facts, 'daemonset/rng'), [`w4: w3 ${beside}`, `w5: w4 ${beside}`]);
  });

  it('explains scaling by the Deployment, though its ReplicaSet was seen first, and one that has gone no longer counts', () => {
    const builder = rngTimeline().at(500).sees('ADDED', replicaSet('old')).at(600).sees('DELETED', replicaSet('old'));
    builder
      .at(1000)
      .acts('a1')
      .at(1001)
      .sees('MODIFIED', replicaSet(HASH, { desired: 4, current: 3 }));
    builder
      .at(1010)
      .sees('ADDED', deploymentPod('d4'))
      .at(1050)
      .sees('MODIFIED', workload('Deployment', 'rng', { desired: 4 }));
    assert.equal(why(builder.facts, 'deployment/rng'), 'deployment/rng was scaled from 3 to 4');
  });

  it('does not take what a ReplicaSet deletes as too many for a loss that it answers', () => {
    const orphan = deploymentPod('orphan', { controller: undefined });
    const { facts } = rngTimeline()
      .sees('LISTED', orphan)
      .at(500)
      .podChanges('orphan', { controller: controlledBy('ReplicaSet', `rng-${HASH}`) })
      .at(510)
      .podChanges('orphan', { deletionTimestamp: T0 + 31_000 })
      .at(1000)
      .acts('a1')
      .at(1010)
      .podChanges('d1', { deletionTimestamp: T0 + 31_000 })
      .at(1020)
      .sees('ADDED', deploymentPod('d4'));
    assert.match(why(facts, 'deployment/rng'), /^d1 was deleted/);
  });

  it('explains a release without having seen the label go, and a daemon without a node', () => {
    const { facts } = rngTimeline()
      .sees('LISTED', daemonPod('w9', 'worker9', { labels: {}, node: undefined }))
      .at(1000)
      .acts('a1')
      .at(1010)
      .podChanges('w9', { controller: undefined })
      .at(1020)
      .sees('ADDED', daemonPod('w3', 'worker9', fresh));
    assert.equal(
      why(facts, 'daemonset/rng'),
      'w9 no longer matches app=rng, so daemonset/rng released it (0.00s) and node unknown had no daemon',
    );
  });

  it('does not take pods for lost whose ReplicaSet changed hands', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .at(1001)
      .sees('MODIFIED', workload('ReplicaSet', `rng-${HASH}`))
      .at(1002)
      .sees('ADDED', deploymentPod('d4', { controller: controlledBy('ReplicaSet', 'rng-new', 'uid-new') }))
      .sees(
        'ADDED',
        workload('ReplicaSet', 'rng-new', { uid: 'uid-new', controller: controlledBy('Deployment', 'rng') }),
      );
    assert.match(why(facts, 'deployment/rng'), /^nothing on the timeline explains/);
  });

  it('says so when nothing explains a pod', () => {
    const { facts } = rngTimeline().at(1000).acts('a1').at(1001).sees('ADDED', deploymentPod('d4'));
    assert.equal(why(facts, 'deployment/rng'), 'nothing on the timeline explains why deployment/rng made it');
  });

  it('ends the window where the next action begins, and leaves out pods that were listed, adopted or bare', () => {
    const { facts } = rngTimeline()
      .at(1000)
      .acts('a1')
      .at(1500)
      .sees('ADDED', pod('bare'))
      .at(1510)
      .podChanges('bare', { controller: controlledBy('DaemonSet', 'rng') })
      .sees('LISTED', deploymentPod('listed'))
      .at(2000)
      .acts('a2')
      .at(2001)
      .sees('ADDED', deploymentPod('d4'));
    assert.equal(recreationsAfter(facts, 'a1').size, 0);
    assert.equal(recreationsAfter(facts, 'a2').get('deployment/rng')?.recreations.length, 1);
  });

  it('throws for an action that is not on the timeline', () => {
    assert.throws(() => recreationsAfter([], 'a1'), /no action a1/);
  });
});

describe('recreationsIn', () => {
  it('does not count the pods that fill a workload for the first time', () => {
    const replicaSet = workload('ReplicaSet', 'web-1', { desired: 1, controller: controlledBy('Deployment', 'web') });
    const owned = (name: string) => pod(name, { controller: controlledBy('ReplicaSet', 'web-1') });
    const { facts } = new TimelineBuilder()
      .at(1)
      .sees('ADDED', workload('Deployment', 'web', { desired: 1, current: 0, ready: 0 }))
      .sees('ADDED', replicaSet)
      .at(2)
      .sees('ADDED', owned('first'))
      .at(3)
      .sees('MODIFIED', workload('Deployment', 'web', { desired: 1 }))
      .at(4)
      .sees('ADDED', owned('second'));
    const found = recreationsIn(facts, { from: T0, to: undefined }).get('deployment/web')?.recreations;
    assert.deepEqual(
      found?.map((each) => each.pod.name),
      ['second'],
    );
  });

  it('counts what a workload makes that wanted none at first', () => {
    const replicaSet = workload('ReplicaSet', 'web-1', { desired: 0, controller: controlledBy('Deployment', 'web') });
    const { facts } = new TimelineBuilder()
      .at(1)
      .sees('ADDED', workload('Deployment', 'web', { desired: 0, observedGeneration: 0 }))
      .sees('ADDED', replicaSet)
      .at(2)
      .sees('ADDED', pod('early', { controller: controlledBy('ReplicaSet', 'web-1') }))
      .at(3)
      .sees('MODIFIED', workload('Deployment', 'web', { desired: 0 }))
      .at(4)
      .acts('a1', { verb: 'scale', summary: 'scaled deployment/web to 1' })
      .sees('MODIFIED', workload('Deployment', 'web', { desired: 1, current: 0, generation: 2 }))
      .at(5)
      .sees('ADDED', pod('first', { controller: controlledBy('ReplicaSet', 'web-1') }));
    const made = (from: number) =>
      recreationsIn(facts, { from: T0 + from, to: undefined })
        .get('deployment/web')
        ?.recreations.map((each) => `${each.pod.name}: ${each.why}`);
    assert.deepEqual(made(0), ['first: deployment/web was scaled from 0 to 1']);
    assert.deepEqual(made(4), ['first: deployment/web was scaled from 0 to 1']);
  });

  it('counts nothing of a workload that never was complete', () => {
    const { facts } = new TimelineBuilder()
      .at(1)
      .sees('ADDED', workload('DaemonSet', 'rng', { desired: 0, current: 0 }))
      .at(2)
      .sees('ADDED', daemonPod('w1', 'worker1'));
    assert.equal(recreationsIn(facts, { from: T0, to: undefined }).size, 0);
  });
});

/** A pod of the ReplicaSet `rng-new`. */
function newReplica(name: string) {
  const labels = { app: 'rng', 'pod-template-hash': 'new' };
  return deploymentPod(name, { labels, controller: controlledBy('ReplicaSet', 'rng-new') });
}

/** Makes d4 of a new template. */
function rollsOut(builder: TimelineBuilder): TimelineBuilder {
  return builder.sees('ADDED', replicaSet('new', { desired: 1, current: 0 })).sees('ADDED', newReplica('d4'));
}

function all(facts: Parameters<typeof recreationsAfter>[0], owner: string): string[] | undefined {
  const found = recreationsAfter(facts, 'a1').get(owner);
  return found?.recreations.map((each) => `${each.pod.name}: ${each.why}`);
}

function why(facts: Parameters<typeof recreationsAfter>[0], owner: string): string {
  const [only, ...others] = recreationsAfter(facts, 'a1').get(owner)?.recreations ?? [];
  assert.equal(others.length, 0);
  return only?.why ?? 'not recreated';
}
