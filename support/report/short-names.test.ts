import assert from 'node:assert/strict';
import { it } from 'node:test';
import { shortNames } from './short-names.ts';

it('leaves out what all names begin with, up to a hyphen', () => {
  const names = ['k-d0f5-control-plane', 'k-d0f5-worker', 'k-d0f5-worker2'];
  assert.deepEqual([...shortNames(names).values()], ['control-plane', 'worker', 'worker2']);
  assert.deepEqual([...shortNames(['a-worker', 'a-worker2']).values()], ['worker', 'worker2']);
  assert.deepEqual([...shortNames(['worker1', 'worker2']).values()], ['worker1', 'worker2']);
  assert.deepEqual([...shortNames(['a-worker']).values()], ['a-worker']);
  assert.deepEqual([...shortNames([])], []);
});
