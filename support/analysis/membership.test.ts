import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { membersByOwner } from './members-by-owner.ts';
import { type MembershipChange, membershipOf } from './membership.ts';
import { endpoint, slice, T0 } from './testing/objects.ts';
import { rngTimeline } from './testing/rng.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

const told = ({ at, entered, left }: MembershipChange) =>
  [at - T0, entered.map(({ name }) => `+${name}`), left.map(({ name }) => `-${name}`)].flat().join(' ');

describe('membershipOf', () => {
  it('knows nothing of a Service without slices', () => {
    const membership = membershipOf(rngTimeline().facts, 'web');
    assert.deepEqual([membership.known, membership.members, membership.unchangedSince], [false, [], undefined]);
  });

  it('begins with what was listed, and follows who enters and leaves', () => {
    const { facts } = rngTimeline()
      .at(10)
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1']))
      .at(20)
      .sees('MODIFIED', slice(['d1', 'd2', 'w1', 'w3']))
      .at(30)
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1', 'w3']));
    const membership = membershipOf(facts, 'rng');
    assert.deepEqual(membership.changes.map(told), ['10 -w2', '20 +w3 -d3', '30 +d3']);
    assert.deepEqual(
      membership.members.map(({ name }) => name),
      ['d1', 'd2', 'd3', 'w1', 'w3'],
    );
    assert.equal(membership.unchangedSince, T0 + 30);
    assert.deepEqual(membership.pods.get('uid-d3')?.member, [
      { from: T0, to: T0 + 20 },
      { from: T0 + 30, to: undefined },
    ]);
  });

  it('counts a terminating pod that still serves as listed, not as a member', () => {
    const drained = endpoint('w2', { ready: false, terminating: true });
    const { facts } = rngTimeline()
      .at(10)
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1', drained]))
      .at(20)
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1']));
    const membership = membershipOf(facts, 'rng');
    assert.deepEqual(membership.changes.map(told), ['10 -w2']);
    assert.deepEqual(membership.pods.get('uid-w2')?.endpoints, [
      { from: T0, to: T0 + 10, ready: true, serving: true, terminating: false },
      { from: T0 + 10, to: T0 + 20, ready: false, serving: true, terminating: true },
    ]);
  });

  it('keeps terminating pods of publishNotReadyAddresses: they are ready by the slice', () => {
    const { facts } = new TimelineBuilder().sees('LISTED', slice([endpoint('p', { terminating: true })]));
    assert.equal(membershipOf(facts, 'rng').members.length, 1);
  });

  it('takes several slices together, and a pod in two as what either says', () => {
    const second = { name: 'rng-def' };
    const { facts } = new TimelineBuilder()
      .sees('LISTED', slice(['a', endpoint('b', { ready: false, serving: false })]))
      .at(1)
      .sees('LISTED', slice(['b', 'c'], second))
      .at(10)
      .sees('MODIFIED', slice(['a']))
      .at(20)
      .sees('DELETED', slice(['b', 'c'], second));
    const membership = membershipOf(facts, 'rng');
    assert.deepEqual(membership.changes.map(told), ['20 -b -c']);
    assert.deepEqual(
      membership.members.map(({ name }) => name),
      ['a'],
    );
  });

  it('does not call a rewrite of the slice a change', () => {
    const { facts } = rngTimeline()
      .at(10)
      .sees('MODIFIED', slice(['w2', 'w1', 'd3', 'd2', 'd1'], { generation: 2 }));
    assert.equal(membershipOf(facts, 'rng').unchangedSince, T0);
  });

  it('names an endpoint without a pod by its address', () => {
    const bare = endpoint('x', { pod: undefined, addresses: ['10.0.0.9'] });
    const { facts } = new TimelineBuilder().sees(
      'LISTED',
      slice([bare, endpoint('y', { pod: undefined, addresses: [] })]),
    );
    assert.deepEqual(membershipOf(facts, 'rng').members, [
      { name: '10.0.0.9', uid: '10.0.0.9' },
      { name: 'no address', uid: 'no address' },
    ]);
  });
});

describe('membersByOwner', () => {
  it('counts members by who owns them now', () => {
    const { facts } = rngTimeline().at(10).podChanges('d1', { controller: undefined });
    assert.deepEqual(
      [...(membersByOwner(facts, 'rng') ?? [])],
      [
        ['daemonset/rng', 2],
        ['deployment/rng', 2],
        ['no owner', 1],
      ],
    );
  });

  it('tells unknown from none', () => {
    assert.equal(membersByOwner([], 'rng'), undefined);
    assert.equal(membersByOwner(new TimelineBuilder().sees('LISTED', slice([])).facts, 'rng')?.size, 0);
  });
});
