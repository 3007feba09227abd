import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { controlledBy, pod, slice, T0, workload } from '../../analysis/testing/objects.ts';
import { daemonPod, deploymentPod, rngTimeline } from '../../analysis/testing/rng.ts';
import type { Fact } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { losesExactly } from './deletions.ts';
import { memberCounts, membershipUnchanged, podJoins, podLeaves, podStays } from './membership.ts';
import { podAdoptedBy, podLosesOwner, podOwnedBy } from './ownership.ts';
import { recreatesBetween, recreatesExactly, recreatesNone } from './recreations.ts';
import { workloadReady } from './workload.ts';

const deployment = { kind: 'deployment', name: 'rng' } as const;
const daemonset = { kind: 'daemonset', name: 'rng' } as const;

/** "yes" or "no", "!" when final, then what was seen. */
function ask(claim: Claim, facts: readonly Fact[]): string {
  const { holds, final, lastSeen } = claim.evaluate(facts);
  return `${holds ? 'yes' : 'no'}${final ? '!' : ''}: ${lastSeen}`;
}

describe('recreations', () => {
  const builder = rngTimeline()
    .at(10)
    .acts('a1', { summary: 'deleted d1', pods: ['d1'], verb: 'delete-pods' });

  it('counts up to the number wanted, and fails for good beyond it', () => {
    const one = recreatesExactly(deployment, 1, { action: 'a1' });
    assert.equal(ask(one, builder.facts), 'no: deployment/rng recreated no pod');
    builder.at(20).sees('ADDED', deploymentPod('d4', { node: undefined }));
    assert.equal(ask(one, builder.facts), 'yes: deployment/rng recreated 1 pod');
    assert.match(
      one.evaluate(builder.facts).details?.[0] ?? '',
      /^d4 on no node yet, created 0.01s after you deleted d1$/,
    );
    builder.at(30).sees('ADDED', deploymentPod('d5'));
    assert.equal(ask(one, builder.facts), 'no!: deployment/rng recreated 2 pods');
    assert.equal(ask(recreatesNone(daemonset, { action: 'a1' }), builder.facts), 'yes: daemonset/rng recreated no pod');
    assert.equal(one.describe, 'deployment/rng recreates exactly 1 pod');
    const between = (least: number, most: number) =>
      ask(recreatesBetween(deployment, least, most, { action: 'a1' }), builder.facts);
    assert.equal(between(1, 3), 'yes: deployment/rng recreated 2 pods');
    assert.equal(between(3, 4), 'no: deployment/rng recreated 2 pods');
    assert.equal(between(0, 1), 'no!: deployment/rng recreated 2 pods');
    assert.equal(recreatesNone(deployment, { action: 'a1' }).expected, 'none');
  });

  it('counts from an instant on, where hands take the place of actions', () => {
    const claim = recreatesExactly(deployment, 1, { from: T0 + 25 });
    assert.equal(ask(claim, builder.facts), 'yes: deployment/rng recreated 1 pod');
    assert.match(claim.evaluate(builder.facts).details?.[0] ?? '', /after watching began$/);
  });

  it('holds for nothing after an action that changed nothing', () => {
    const { facts } = rngTimeline().at(10).acts('a1', { summary: 'labelled d1', changed: false });
    assert.equal(
      ask(recreatesNone(deployment, { action: 'a1' }), facts),
      'no!: nothing was changed when you labelled d1',
    );
    assert.equal(
      ask(losesExactly(deployment, 0, { action: 'a1' }), facts),
      'no!: nothing was changed when you labelled d1',
    );
  });

  it('judges nothing before its action is on the timeline', () => {
    const { blind, holds } = recreatesNone(deployment, { action: 'x' }).evaluate(builder.facts);
    assert.deepEqual([holds, blind], [false, 'action x has not been asked for']);
  });
});

describe('deletions', () => {
  it('counts pods deleted while owned, with reasons', () => {
    const { facts } = rngTimeline()
      .at(10)
      .acts('a1', { summary: 'deleted d1', pods: ['d1'], verb: 'delete-pods' })
      .at(20)
      .podChanges('d1', { deletionTimestamp: T0 })
      .podChanges('d2', { deletionTimestamp: T0, node: undefined });
    const one = losesExactly(deployment, 1, { action: 'a1' });
    assert.equal(ask(one, facts), 'no!: 2 pods of deployment/rng were deleted');
    assert.deepEqual(one.evaluate(facts).details?.slice(0, 2), [
      'd1 on worker1, deleted 0.01s after you deleted d1',
      'why: you deleted d1',
    ]);
    assert.equal(
      ask(losesExactly(deployment, 2, { action: 'a1' }), facts),
      'yes: 2 pods of deployment/rng were deleted',
    );
    const none = losesExactly(daemonset, 0, { action: 'a1' });
    assert.equal(ask(none, facts), 'yes: no pod of daemonset/rng was deleted');
    assert.equal(none.describe, 'no pod of daemonset/rng is deleted');
    assert.equal(one.describe, 'exactly 1 pod of deployment/rng is deleted');
  });
});

describe('membership', () => {
  const before = rngTimeline().facts;
  const { facts: after } = rngTimeline()
    .at(10)
    .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1']));

  it('knows who leaves and who stays', () => {
    const w2 = pod('w2');
    const leaves = (service: string, who: typeof w2, from = T0) => podLeaves(service, who, { from });
    assert.equal(ask(leaves('rng', w2), before), 'no: w2 is still a member of service/rng');
    assert.equal(ask(leaves('rng', w2), after), 'yes: w2 left service/rng');
    assert.equal(
      ask(leaves('rng', w2, T0 + 11), after),
      'no: w2 had left service/rng before, and did not leave it after watching began',
    );
    assert.equal(ask(podStays('rng', w2), before), 'yes: w2 is a member of service/rng');
    assert.equal(ask(podStays('rng', w2), after), 'no: w2 left service/rng');
    assert.equal(ask(podStays('rng', pod('x')), before), 'no: x never was a member of service/rng');
    assert.equal(ask(leaves('rng', pod('x')), before), 'no: x never was a member of service/rng');
    assert.equal(ask(leaves('web', w2), before), 'no: service/web was never seen; there is service/rng');
  });

  it('knows who joins, again or for the first time', () => {
    const w2 = pod('w2');
    const joins = (from: number) => podJoins('rng', w2, { from });
    assert.equal(
      ask(joins(T0 + 5), before),
      'no: w2 was a member of service/rng before, and did not join it after watching began',
    );
    assert.equal(ask(joins(T0 + 5), after), 'no: w2 left service/rng');
    const { facts: again } = rngTimeline()
      .at(10)
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1']))
      .at(20)
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1', 'w2']));
    assert.equal(ask(joins(T0 + 5), again), 'yes: w2 joined service/rng');
    assert.equal(ask(podJoins('rng', pod('x'), { from: T0 }), again), 'no: x never was a member of service/rng');
  });

  it('counts members by owner, and wants no others', () => {
    const all = memberCounts('rng', [
      { workload: deployment, count: 3 },
      { workload: daemonset, count: 2 },
    ]);
    assert.equal(all.describe, 'service/rng has 3 members of deployment/rng and 2 of daemonset/rng');
    assert.equal(ask(all, before), 'yes: service/rng has 3 members of deployment/rng and 2 of daemonset/rng');
    assert.match(ask(all, after), /^no: service\/rng has 3 members of deployment\/rng and 1 of daemonset\/rng$/);
    assert.match(ask(memberCounts('rng', [{ workload: deployment, count: 3 }]), before), /^no/);
    const { facts: orphaned } = rngTimeline().podChanges('w2', { controller: undefined });
    assert.match(
      ask(memberCounts('rng', [{ workload: undefined, count: 1 }]), orphaned),
      /has 1 member without an owner and/,
    );
    assert.equal(memberCounts('rng', []).expected, 'no member');
    assert.match(ask(all, []), /service\/rng was never seen/);
  });

  it('sees changes from an instant on', () => {
    const claim = membershipUnchanged('rng', T0);
    assert.equal(ask(claim, before), 'yes: the members of service/rng stayed the same');
    assert.equal(ask(claim, after), 'no: the members of service/rng changed');
    assert.deepEqual(claim.evaluate(after).details, ['w2 left']);
    assert.match(ask(membershipUnchanged('rng', T0 + 10), after), /^yes/);
    assert.match(ask(claim, []), /service\/rng was never seen/);
    const { facts: back } = rngTimeline()
      .at(10)
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1', 'w2', 'x']));
    assert.deepEqual(claim.evaluate(back).details, ['x entered']);
  });
});

describe('ownership', () => {
  const d1 = pod('d1');
  const builder = rngTimeline();

  it('follows release, adoption and end of a pod', () => {
    const adopted = podAdoptedBy(d1, daemonset, { from: T0 });
    assert.equal(ask(podOwnedBy(d1, deployment), builder.facts), 'yes: d1 is owned by deployment/rng');
    assert.equal(ask(podLosesOwner(d1, { from: T0 }), builder.facts), 'no: d1 is owned by deployment/rng');
    builder.at(10).podChanges('d1', { controller: undefined, labels: { app: 'rng' } });
    assert.equal(ask(podLosesOwner(d1, { from: T0 }), builder.facts), 'yes: d1 has no owner');
    assert.equal(ask(adopted, builder.facts), 'no: d1 has no owner');
    assert.equal(
      ask(podLosesOwner(d1, { from: T0 + 11 }), builder.facts),
      'no: d1 had no owner before, and lost none after watching began',
    );
    builder.at(20).podChanges('d1', { controller: controlledBy('DaemonSet', 'rng') });
    assert.equal(ask(adopted, builder.facts), 'yes: d1 is owned by daemonset/rng');
    assert.equal(
      ask(podAdoptedBy(d1, daemonset, { from: T0 + 21 }), builder.facts),
      'no: d1 is owned by daemonset/rng',
    );
    builder.at(30).podGoes('d1');
    assert.equal(ask(adopted, builder.facts), 'yes: d1 was owned by daemonset/rng');
    assert.equal(ask(podOwnedBy(d1, daemonset), builder.facts), 'no!: d1 is gone');
    assert.equal(ask(podAdoptedBy(d1, deployment, { from: T0 }), builder.facts), 'no!: d1 was owned by daemonset/rng');
  });

  it('speaks of pods it never saw, and of owners it does not watch', () => {
    assert.equal(ask(podOwnedBy(pod('x'), deployment), builder.facts), 'no: x was never seen');
    assert.equal(ask(podAdoptedBy(pod('x'), deployment, { from: T0 }), builder.facts), 'no: x was never seen');
    const { facts } = rngTimeline().podChanges('d1', { controller: { kind: 'Job', name: 'j', uid: 'u' } });
    assert.equal(ask(podLosesOwner(d1, { from: T0 }), facts), 'no: d1 is owned by Job j');
    const { facts: bare } = rngTimeline().sees('LISTED', d1).podChanges('d1', { controller: undefined }).podGoes('d1');
    assert.equal(ask(podAdoptedBy(d1, deployment, { from: T0 + 1 }), bare), 'no!: d1 had no owner');
  });
});

describe('workloadReady', () => {
  it('wants every pod updated and ready', () => {
    assert.equal(
      ask(workloadReady(deployment), rngTimeline().facts),
      'yes: deployment/rng has 3 of 3 pods ready, 3 updated, 3 in all',
    );
    assert.match(ask(workloadReady(deployment, 3), rngTimeline().facts), /^yes/);
    assert.match(ask(workloadReady(deployment, 4), rngTimeline().facts), /^no/);
    assert.equal(workloadReady(deployment, 1).describe, 'deployment/rng is ready with 1 replica');
    const { facts } = rngTimeline().sees('MODIFIED', workload('DaemonSet', 'rng', { desired: 2, ready: 1 }));
    assert.match(ask(workloadReady(daemonset), facts), /^no: daemonset\/rng has 1 of 2 pods ready/);
  });

  it('does not trust a status older than the spec, nor a DaemonSet that wants no pod yet', () => {
    const stale = rngTimeline().sees('MODIFIED', workload('Deployment', 'rng', { generation: 2 })).facts;
    assert.match(ask(workloadReady(deployment), stale), /^no: .*; its controller has not acted on the newest spec$/);
    const empty = rngTimeline().sees('MODIFIED', workload('DaemonSet', 'rng', { desired: 0 })).facts;
    assert.match(ask(workloadReady(daemonset), empty), /^no/);
    const none = { desired: 0, current: 0, ready: 0, updated: 0 };
    const nothing = rngTimeline().sees('MODIFIED', workload('Deployment', 'rng', none)).facts;
    assert.match(ask(workloadReady(deployment), nothing), /^yes: deployment\/rng has 0 of 0 pods ready/);
    assert.match(ask(workloadReady(deployment), []), /^no: deployment\/rng was never seen/);
  });

  it('asks nothing of updates of a ReplicaSet, which has none', () => {
    const { facts } = rngTimeline().sees('MODIFIED', workload('ReplicaSet', 'rng-6d4dd66654', { updated: 0 }));
    assert.match(ask(workloadReady({ kind: 'replicaset', name: 'rng-6d4dd66654' }), facts), /^yes/);
  });

  it('does not count new pods of daemons twice', () => {
    const { facts } = rngTimeline().at(5).acts('a1').at(6).sees('ADDED', daemonPod('w3', 'worker1'));
    assert.match(ask(recreatesExactly(daemonset, 1, { action: 'a1' }), facts), /^yes/);
  });
});
