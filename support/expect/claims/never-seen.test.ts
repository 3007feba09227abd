import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { WorkloadName } from '../../analysis/owners.ts';
import { pod, service, T0, workload } from '../../analysis/testing/objects.ts';
import { HASH, rngTimeline } from '../../analysis/testing/rng.ts';
import { TimelineRecorder } from '../../timeline/recorder.ts';
import type { Claim } from '../claim.ts';
import { eventually, stays } from '../expectations.ts';
import { ManualClock } from '../testing/manual-clock.ts';
import { losesExactly } from './deletions.ts';
import { podIsListed, serviceSelects, slicesUnwritten } from './endpoints.ts';
import { membersAtLeast, membersFall, readyAtLeast } from './floors.ts';
import { memberCounts, membershipUnchanged, podJoins, podLeaves, podStays } from './membership.ts';
import { countsPods, ownsExactly, ownsLabelled, workloadIsGone } from './owned-pods.ts';
import { recreatesBetween, recreatesNone } from './recreations.ts';
import { recreatesElsewhere, recreatesOnNodesOf } from './replacement.ts';
import { keptTrafficFlows, trafficFlows } from './traffic.ts';
import { workloadReady } from './workload.ts';

const deployment = { kind: 'deployment', name: 'rng' } as const;
const since = { action: 'a' };
const w1 = pod('w1');
const node = { kind: 'Node', namespace: '', name: 'worker1', uid: 'uid-worker1' };
const ready = { ready: true, serving: true, terminating: false };

/** Claims that name a workload, most of them true of one that nobody has seen if they count what is there. */
const aboutWorkload = (name: WorkloadName): Claim[] => [
  recreatesNone(name, since),
  recreatesBetween(name, 0, 3, since),
  losesExactly(name, 0, since),
  ownsExactly(name, 0),
  ownsLabelled(name, 0, 'app', 'rng'),
  readyAtLeast(name, 0),
  membersAtLeast('rng', 0, name),
  membersFall('rng', 1, name, since),
  memberCounts('rng', [
    { workload: deployment, count: 3 },
    { workload: { kind: 'daemonset', name: 'rng' }, count: 2 },
    { workload: name, count: 0 },
  ]),
  recreatesOnNodesOf(name, [w1], since),
  recreatesElsewhere(name, node, since),
  workloadIsGone(name),
  countsPods(name, 0, 0),
  workloadReady(name),
];

const aboutService = (name: string): Claim[] => [
  membersAtLeast(name, 0, deployment),
  membersFall(name, 1, deployment, since),
  memberCounts(name, []),
  membershipUnchanged(name, T0),
  slicesUnwritten(name, since),
  serviceSelects(name, {}),
  podIsListed(name, w1, ready),
  podLeaves(name, w1, since),
  podJoins(name, w1, since),
  podStays(name, w1),
  trafficFlows(name, T0),
  keptTrafficFlows(name, T0),
];

describe('a name that nobody has seen', () => {
  const { facts } = rngTimeline().sees('LISTED', service('rng')).at(10).acts('a');

  it('fulfils no claim about a workload, and those that are valid are told', () => {
    for (const claim of aboutWorkload({ kind: 'daemonset', name: 'rgn' })) {
      const lastSeen = 'daemonset/rgn was never seen; there is deployment/rng, daemonset/rng';
      assert.deepEqual(claim.evaluate(facts), { holds: false, lastSeen }, claim.describe);
    }
    assert.equal(
      recreatesNone(deployment, { from: T0 }).evaluate([]).lastSeen,
      'deployment/rng was never seen; there is no workload at all',
    );
  });

  it('fulfils no claim about a Service either', () => {
    for (const claim of aboutService('typo')) {
      const lastSeen = 'service/typo was never seen; there is service/rng';
      assert.deepEqual(claim.evaluate(facts), { holds: false, lastSeen }, claim.describe);
    }
    assert.match(memberCounts('rng', []).evaluate([]).lastSeen, /there is no Service at all/);
  });

  it('is none of a Service without slices yet', () => {
    const { facts: early } = rngTimeline().sees('LISTED', service('web'));
    const { holds, lastSeen } = membersAtLeast('web', 0, deployment).evaluate(early);
    assert.deepEqual([holds, lastSeen], [false, 'no EndpointSlice of service/web was seen']);
  });

  it('is none of what is gone', () => {
    const gone = rngTimeline().at(5).sees('DELETED', workload('DaemonSet', 'rng')).at(10).acts('a');
    for (const each of ['w1', 'w2']) gone.podGoes(each);
    const name = { kind: 'daemonset', name: 'rng' } as const;
    const negative = [recreatesNone(name, since), ownsExactly(name, 0), workloadIsGone(name)];
    for (const claim of negative) assert.equal(claim.evaluate(gone.facts).holds, true, claim.describe);
  });

  it('is refused at once where it is to last, and waited for where it may still come', {
    timeout: 10_000,
  }, async () => {
    const [source, clock] = [new TimelineRecorder(), new ManualClock(T0 + 10)];
    for (const fact of facts) source.append(fact);
    const asking = { source, clock, since: T0 + 10 };
    const claim = recreatesNone({ kind: 'daemonset', name: 'rgn' }, since);
    await assert.rejects(stays(claim, { ...asking, forMs: 5000 }), /^ExpectationFailed: daemonset\/rgn was never seen/);
    const waiting = eventually(membersFall('typo', 1, deployment, since), { ...asking, withinMs: 5000 });
    const outcome = assert.rejects(waiting, /^ExpectationFailed: service\/typo was never seen; there is service\/rng/);
    await clock.goTo(T0 + 5009);
    assert.equal(clock.pending, 1, 'it is still waited for');
    await clock.goTo(T0 + 5010);
    await outcome;
  });

  it('is not judged of what the action creates, before the watch has told of it', () => {
    const subjects = [{ kind: 'Deployment', namespace: '', name: 'web', uid: '' }];
    const created = rngTimeline().at(10);
    created.add({
      type: 'action-asked',
      action: 'a',
      verb: 'create-objects',
      summary: 'created deployment/web',
      subjects,
    });
    const claim = losesExactly({ kind: 'deployment', name: 'web' }, 0, since);
    assert.equal(claim.evaluate(created.facts).blind, 'deployment/web has not been seen yet');
    created.at(20).sees('ADDED', workload('Deployment', 'web'));
    assert.equal(claim.evaluate(created.facts).holds, true);
  });
});

describe('a ReplicaSet', () => {
  const name = { kind: 'replicaset', name: `rng-${HASH}` } as const;
  const builder = rngTimeline().at(10).acts('a');

  it('owns no pods of its own while it is part of a Deployment', () => {
    const lastSeen = `the pods of replicaset/rng-${HASH} count as those of deployment/rng: ask of that`;
    assert.deepEqual(recreatesNone(name, since).evaluate(builder.facts), { holds: false, lastSeen });
    assert.equal(countsPods(name, 3, 3).evaluate(builder.facts).holds, true, 'its own status is its own');
  });

  it('does once it is on its own, and is then a valid name', () => {
    builder.at(20).sees('MODIFIED', workload('ReplicaSet', `rng-${HASH}`, { selector: { app: 'rng' } }));
    assert.equal(recreatesNone(name, since).evaluate(builder.facts).holds, true);
    const typo = recreatesNone({ kind: 'daemonset', name: 'x' }, since).evaluate(builder.facts).lastSeen;
    assert.match(typo, new RegExp(`there is deployment/rng, replicaset/rng-${HASH}, daemonset/rng$`));
  });
});
