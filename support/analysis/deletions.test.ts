import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../timeline/facts.ts';
import { deletionsIn } from './deletions.ts';
import { controlledBy, node, pod, T0, workload } from './testing/objects.ts';
import { daemonPod, deploymentPod, HASH, rngTimeline } from './testing/rng.ts';

const everything = { from: T0, to: undefined };
const terminating = { deletionTimestamp: T0 + 31_000 };

function told(facts: readonly Fact[]): string[] {
  const all = [...deletionsIn(facts, everything)];
  return all.flatMap(([owner, { deletions }]) => {
    return deletions.map(({ pod, by, why }) => `${owner} -${pod.name} ${by}: ${why}`);
  });
}

describe('deletionsIn', () => {
  it('knows what an action asked for, with and without a grace period', () => {
    const { facts } = rngTimeline()
      .at(10)
      .acts('a1', { verb: 'delete-pods', summary: 'deleted d1 and w1', pods: ['d1', 'w1'] })
      .podChanges('d1', terminating)
      .podGoes('w1');
    assert.deepEqual(told(facts), [
      'deployment/rng -d1 action: deleted d1 and w1',
      'daemonset/rng -w1 action: deleted d1 and w1',
    ]);
  });

  it('leaves out what was deleted outside the window, and tells orphans apart', () => {
    const { facts } = rngTimeline()
      .at(10)
      .podChanges('d1', terminating)
      .at(20)
      .podChanges('d2', { controller: undefined })
      .at(30)
      .podChanges('d2', terminating)
      .at(40)
      .podGoes('d2')
      .at(50)
      .acts('a1', { verb: 'delete-pods', summary: 'deleted bare', pods: ['bare'] })
      .sees('ADDED', pod('bare'))
      .podGoes('bare');
    assert.deepEqual(told(facts).slice(1), [
      'no owner -d2 cluster: nothing on the timeline explains it',
      'no owner -bare action: deleted bare',
    ]);
    const later = deletionsIn(facts, { from: T0 + 20, to: undefined });
    assert.deepEqual([...later.keys()], ['no owner']);
  });

  it('explains the younger daemon, deleted for a stranger that was adopted', () => {
    const { facts } = rngTimeline()
      .at(10)
      .acts('a1', { pods: ['d1'] })
      .podChanges('d1', { labels: { app: 'rng' } })
      .at(20)
      .podChanges('d1', { controller: undefined })
      .at(30)
      .podChanges('d1', { controller: controlledBy('DaemonSet', 'rng') })
      .at(40)
      .podChanges('w1', terminating)
      .at(60)
      .podChanges('d1', terminating);
    assert.deepEqual(told(facts), [
      'daemonset/rng -d1 cluster: daemonset/rng had adopted it, and replaces a pod without the hash of its current template',
      'daemonset/rng -w1 cluster: daemonset/rng adopted d1 on worker1, and of several on a node keeps the oldest',
    ]);
  });

  it('explains an adopted pod that is deleted beside an older daemon', () => {
    const { facts } = rngTimeline()
      .at(20)
      .podChanges('d1', { controller: controlledBy('DaemonSet', 'rng') })
      .at(30)
      .podChanges('d1', terminating);
    assert.deepEqual(told(facts), [
      'daemonset/rng -d1 cluster: daemonset/rng adopted it beside w1 on worker1, and of several on a node keeps the oldest',
    ]);
  });

  it('explains surplus replicas: scaled down, or one adopted', () => {
    const scaled = rngTimeline()
      .at(10)
      .sees('MODIFIED', workload('Deployment', 'rng', { desired: 2 }))
      .at(20)
      .podChanges('d3', terminating);
    assert.deepEqual(told(scaled.facts), ['deployment/rng -d3 cluster: deployment/rng had 3 pods and wants 2']);
    const orphan = deploymentPod('orphan', { controller: undefined });
    const adopted = rngTimeline()
      .sees('LISTED', orphan)
      .at(10)
      .podChanges('orphan', { controller: controlledBy('ReplicaSet', `rng-${HASH}`) })
      .at(20)
      .podChanges('d3', terminating);
    assert.deepEqual(told(adopted.facts), [
      'deployment/rng -d3 cluster: deployment/rng had 4 pods and wants 3, since it adopted orphan',
    ]);
    const nothing = rngTimeline().podGoes('d1').podGoes('d2').at(10);
    nothing
      .sees('MODIFIED', workload('Deployment', 'rng', { desired: 0 }))
      .at(20)
      .podChanges('d3', terminating);
    assert.equal(told(nothing.facts)[2], 'deployment/rng -d3 cluster: deployment/rng had 1 pod and wants 0');
  });

  it('explains deleted workloads, failed pods and rollouts', () => {
    const gone = rngTimeline()
      .at(10)
      .sees('MODIFIED', workload('DaemonSet', 'rng', { desired: 2, deletionTimestamp: T0 }))
      .podChanges('w1', terminating);
    assert.deepEqual(told(gone.facts), ['daemonset/rng -w1 cluster: daemonset/rng was deleted, and its pods with it']);
    const failed = rngTimeline().at(10).podChanges('w1', { phase: 'Failed' }).at(20).podChanges('w1', terminating);
    assert.deepEqual(told(failed.facts), [
      'daemonset/rng -w1 cluster: it had failed, and daemonset/rng deletes failed pods',
    ]);
    const rollout = rngTimeline()
      .at(10)
      .podChanges('w1', terminating)
      .at(20)
      .sees('ADDED', daemonPod('w3', 'worker1', { labels: { app: 'rng', 'controller-revision-hash': 'new' } }));
    assert.deepEqual(told(rollout.facts), ['daemonset/rng -w1 cluster: daemonset/rng rolls out a new pod template']);
  });

  it('explains a rollout of a Deployment, though it has more pods than it wants meanwhile', () => {
    const labels = { app: 'rng', 'pod-template-hash': 'new' };
    const { facts } = rngTimeline()
      .at(10)
      .sees('ADDED', deploymentPod('d4', { labels }))
      .at(20)
      .podChanges('d1', terminating);
    assert.deepEqual(told(facts), ['deployment/rng -d1 cluster: deployment/rng rolls out a new pod template']);
  });

  it('takes no rollout that comes later for why a Deployment was scaled down, nor a taint', () => {
    const labels = { app: 'rng', 'pod-template-hash': 'new' };
    const tainted = node('worker1', { ready: false, taints: ['node.kubernetes.io/unreachable:NoExecute'] });
    const builder = rngTimeline().sees('LISTED', node('worker1')).at(5).sees('MODIFIED', tainted);
    builder
      .at(10)
      .sees('MODIFIED', workload('Deployment', 'rng', { desired: 2 }))
      .at(20)
      .podChanges('d3', terminating);
    builder.at(30_000).sees('ADDED', deploymentPod('d4', { labels }));
    assert.deepEqual(told(builder.facts), ['deployment/rng -d3 cluster: deployment/rng had 3 pods and wants 2']);
  });

  it('explains what a node takes with it: removed, or tainted', () => {
    const lost = node('worker1', { ready: false, taints: ['node.kubernetes.io/unreachable:NoExecute'] });
    const driven = node('worker2', { taints: ['maintenance=now:NoExecute'] });
    const builder = rngTimeline().sees('LISTED', node('worker1')).sees('LISTED', node('worker2'));
    builder.at(10).sees('MODIFIED', lost).sees('MODIFIED', driven);
    builder.at(20).podChanges('w2', terminating);
    // Daemons tolerate a lost node; what was made after the taint tolerates it, too.
    builder.at(25).podChanges('d2', terminating).sees('ADDED', deploymentPod('late'));
    builder.at(5010).podChanges('d1', terminating).podChanges('w1', terminating);
    builder.at(5020).podChanges('late', terminating);
    builder.at(6000).sees('DELETED', node('worker1')).at(6010).podChanges('d3', { phase: 'Failed' });
    builder.at(6020).podChanges('d3', terminating);
    assert.deepEqual(told(builder.facts), [
      'deployment/rng -d1 cluster: worker1 was tainted node.kubernetes.io/unreachable:NoExecute (5s before), and it tolerates that no longer',
      'deployment/rng -d2 cluster: worker2 was tainted maintenance=now:NoExecute (0.01s before), and it tolerates that no longer',
      'deployment/rng -d3 cluster: worker1 was removed, and what ran there is cleared up',
      'deployment/rng -late cluster: nothing on the timeline explains it',
      'daemonset/rng -w1 cluster: nothing on the timeline explains it',
      'daemonset/rng -w2 cluster: worker2 was tainted maintenance=now:NoExecute (0.01s before), and it tolerates that no longer',
    ]);
  });

  it('explains pods whose controller is seen to go after them', () => {
    const builder = rngTimeline().at(30).podChanges('w1', terminating);
    builder.at(60).sees('DELETED', workload('DaemonSet', 'rng', { desired: 2 }));
    assert.deepEqual(told(builder.facts), [
      'daemonset/rng -w1 cluster: daemonset/rng was deleted, and its pods with it',
    ]);
  });

  it('explains pods whose controller was gone at once, also one that failed and stopped long afterwards', () => {
    const { facts } = rngTimeline()
      .at(20)
      .sees('DELETED', workload('ReplicaSet', `rng-${HASH}`, { controller: controlledBy('Deployment', 'rng') }))
      .at(30)
      .podChanges('d1', terminating)
      .at(5000)
      .podChanges('d1', { ...terminating, phase: 'Succeeded' });
    assert.deepEqual(told(facts), [
      `deployment/rng -d1 cluster: replicaset/rng-${HASH} was deleted, and its pods with it`,
    ]);
  });

  it('says so when nothing explains a deletion', () => {
    const { facts } = rngTimeline()
      .at(20)
      .sees('DELETED', workload('Deployment', 'rng'))
      .at(21)
      .podChanges('w1', terminating)
      .podChanges('d1', terminating);
    assert.deepEqual(told(facts), [
      'deployment/rng -d1 cluster: nothing on the timeline explains it',
      'daemonset/rng -w1 cluster: nothing on the timeline explains it',
    ]);
  });
});
