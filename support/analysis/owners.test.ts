import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { formatWorkload, ownersFrom, parseWorkload, sameWorkload } from './owners.ts';
import { controlledBy, T0, workload } from './testing/objects.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

describe('workload names', () => {
  it('reads what it writes', () => {
    assert.equal(formatWorkload(parseWorkload('daemonset/rng-1.2')), 'daemonset/rng-1.2');
  });

  for (const text of ['rng', 'pod/rng', 'deployment/', 'deployment/Rng', 'x/deployment/rng']) {
    it(`refuses "${text}" and says what is valid`, () => {
      assert.throws(() => parseWorkload(text), /is no workload: write deployment\/NAME/);
    });
  }

  it('compares by kind and name, and no owner with no owner', () => {
    const rng = parseWorkload('deployment/rng');
    assert.ok(sameWorkload(rng, { kind: 'deployment', name: 'rng' }));
    assert.ok(!sameWorkload(rng, parseWorkload('daemonset/rng')));
    assert.ok(!sameWorkload(rng, undefined));
    assert.ok(sameWorkload(undefined, undefined));
  });
});

describe('ownersFrom', () => {
  const { facts } = new TimelineBuilder()
    .at(10)
    .sees('ADDED', workload('ReplicaSet', 'rng-1', { controller: controlledBy('Deployment', 'rng') }))
    .at(20)
    .sees('MODIFIED', workload('ReplicaSet', 'rng-1'));
  const owners = ownersFrom(facts);
  const replicaSet = controlledBy('ReplicaSet', 'rng-1');

  it('leads through a ReplicaSet to its Deployment, also before the ReplicaSet itself was seen', () => {
    assert.deepEqual(owners.workloadOf(replicaSet, T0 + 10), { kind: 'deployment', name: 'rng' });
    assert.deepEqual(owners.workloadOf(replicaSet, T0), { kind: 'deployment', name: 'rng' });
  });

  it('stops at a ReplicaSet that no Deployment controls, or that was never seen', () => {
    assert.deepEqual(owners.workloadOf(replicaSet, T0 + 20), { kind: 'replicaset', name: 'rng-1' });
    assert.deepEqual(owners.workloadOf(controlledBy('ReplicaSet', 'rng-1', 'other-uid'), T0), {
      kind: 'replicaset',
      name: 'rng-1',
    });
    assert.deepEqual(owners.changesOf(replicaSet), [T0 + 20]);
    assert.deepEqual(owners.changesOf(undefined), []);
  });

  it('knows direct controllers and nothing else', () => {
    assert.deepEqual(owners.workloadOf(controlledBy('DaemonSet', 'rng'), T0), { kind: 'daemonset', name: 'rng' });
    assert.deepEqual(owners.workloadOf(controlledBy('Deployment', 'rng'), T0), { kind: 'deployment', name: 'rng' });
    assert.equal(owners.workloadOf({ kind: 'Job', name: 'rng', uid: 'u' }, T0), undefined);
    assert.equal(owners.workloadOf(undefined, T0), undefined);
  });
});
