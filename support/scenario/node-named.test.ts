import assert from 'node:assert/strict';
import { it } from 'node:test';
import { nodeNamed } from './node-named.ts';

const nodes = ['kindling-1-worker2', 'kindling-1-control-plane', 'kindling-1-worker', 'other'].map((name) => ({
  name,
}));
const named = (word: string) => nodeNamed(word, 'kindling-1', nodes).name;

it('finds a node by its whole name, or by the short one', () => {
  assert.equal(named('worker'), 'kindling-1-worker');
  assert.equal(named('worker2'), 'kindling-1-worker2');
  assert.equal(named('control-plane'), 'kindling-1-control-plane');
  assert.equal(named('kindling-1-worker'), 'kindling-1-worker');
  assert.equal(named('other'), 'other');
});

it('says which nodes there are', () => {
  assert.throws(
    () => named('worker3'),
    /no node "worker3" in kindling-1; there is control-plane, other, worker, worker2$/,
  );
  assert.throws(() => nodeNamed('worker', 'c', []), /there is no node at all/);
});
