import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { PODS_PATTERN, parsePods } from './pod-selection.ts';

const whole = new RegExp(`^(?:${PODS_PATTERN.source})$`);
const deployment = { kind: 'deployment', name: 'rng' };

describe('which pods a step means', () => {
  it('is a number or every one of a workload or a Service, the oldest or the newest, or several of these', () => {
    const read = (text: string) => {
      assert.match(text, whole);
      return parsePods(text);
    };
    assert.deepEqual(read('2 pods of deployment/rng'), [{ count: 2, age: 'oldest', of: deployment }]);
    assert.deepEqual(read('the newest pod of deployment/rng'), [{ count: 1, age: 'newest', of: deployment }]);
    assert.deepEqual(read('every pod of service/rng'), [
      { count: 'every', age: 'oldest', of: { kind: 'service', name: 'rng' } },
    ]);
    assert.deepEqual(read('1 pod of deployment/rng and 1 pod of daemonset/rng'), [
      { count: 1, age: 'oldest', of: deployment },
      { count: 1, age: 'oldest', of: { kind: 'daemonset', name: 'rng' } },
    ]);
    assert.deepEqual(read('1 pod labelled app=debug and every pod without an owner'), [
      { count: 1, age: 'oldest', of: { kind: 'label', key: 'app', value: 'debug' } },
      { count: 'every', age: 'oldest', of: { kind: 'unowned' } },
    ]);
    assert.deepEqual(read('every pod of deployment/rng on the node and pod/bare-1'), [
      { count: 'every', age: 'oldest', of: deployment, on: 'the node' },
      { count: 1, age: 'oldest', of: { kind: 'name', name: 'bare-1' } },
    ]);
    assert.deepEqual(
      read('the newest pod of deployment/rng on node worker2 and 1 pod without an owner on node c-worker'),
      [
        { count: 1, age: 'newest', of: deployment, on: { node: 'worker2' } },
        { count: 1, age: 'oldest', of: { kind: 'unowned' }, on: { node: 'c-worker' } },
      ],
    );
    assert.equal(read('the pod'), 'subjects');
    assert.equal(read('the pods'), 'subjects');
  });

  it('is explained when it is nearly right', () => {
    for (const text of [
      'the biggest pod of deployment/rng',
      '0 pods of deployment/rng',
      'all pods of deployment/rng',
    ]) {
      if (text.startsWith('all')) assert.doesNotMatch(text, whole);
      assert.throws(() => parsePods(text), /names no pods: write "the pod".*"every pod of service\/rng"/);
    }
    assert.throws(() => parsePods('1 pod of statefulset/rng'), /is no workload: write deployment\/NAME/);
  });
});
