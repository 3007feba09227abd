import assert from 'node:assert/strict';
import { it } from 'node:test';
import { HASH, rngTimeline } from '../../analysis/testing/rng.ts';
import { selectsOn } from './workload-selector.ts';

const daemonset = { kind: 'daemonset', name: 'rng' } as const;
const replicaset = { kind: 'replicaset', name: `rng-${HASH}` } as const;

it('tells selectors apart by their keys, whole', () => {
  const { facts } = rngTimeline();
  const keys = ['app', 'pod-template-hash'];
  assert.equal(selectsOn(replicaset, keys.toReversed()).evaluate(facts).holds, true);
  assert.equal(selectsOn(daemonset, ['app']).evaluate(facts).holds, true);
  assert.equal(selectsOn(daemonset, keys).evaluate(facts).holds, false);
  const short = selectsOn(replicaset, ['app']);
  assert.deepEqual(short.evaluate(facts), {
    holds: false,
    lastSeen: `replicaset/rng-${HASH} selects on app=rng,pod-template-hash=${HASH}`,
  });
  assert.equal(selectsOn(daemonset, keys).describe, 'daemonset/rng selects on app and pod-template-hash');
  const unknown = selectsOn({ kind: 'daemonset', name: 'rgn' }, keys).evaluate(facts);
  assert.match(unknown.lastSeen, /daemonset\/rgn was never seen; there is .*daemonset\/rng/);
});
