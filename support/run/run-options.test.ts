import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runOptions } from './run-options.ts';

test('the environment says which Kubernetes or which image', () => {
  assert.deepEqual(runOptions({ KINDLING_KUBERNETES: '1.36' }), { kubernetes: '1.36', image: undefined });
  assert.deepEqual(runOptions({ KINDLING_IMAGE: 'kindest/node:v1.35.5' }), {
    kubernetes: undefined,
    image: 'kindest/node:v1.35.5',
  });
});

test('what is not set, or set to nothing, is not asked for', () => {
  const nothing = { kubernetes: undefined, image: undefined };
  assert.deepEqual(runOptions({}), nothing);
  assert.deepEqual(runOptions({ KINDLING_KUBERNETES: '', KINDLING_IMAGE: '' }), nothing);
});
