import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runOptions } from './run-options.ts';

test('the environment says which Kubernetes, which image, which cluster and where audit logs go', () => {
  assert.deepEqual(runOptions({ KINDLING_KUBERNETES: '1.36' }), {
    kubernetes: '1.36',
    image: undefined,
    keep: undefined,
    audit: undefined,
  });
  assert.equal(runOptions({ KINDLING_KEEP: 'mine' }).keep, 'mine');
  assert.equal(runOptions({ KINDLING_AUDIT: '/logs' }).audit, '/logs');
  assert.deepEqual(runOptions({ KINDLING_IMAGE: 'kindest/node:v1.35.5' }), {
    kubernetes: undefined,
    image: 'kindest/node:v1.35.5',
    keep: undefined,
    audit: undefined,
  });
});

test('what is not set, or set to nothing, is not asked for', () => {
  const nothing = { kubernetes: undefined, image: undefined, keep: undefined, audit: undefined };
  assert.deepEqual(runOptions({}), nothing);
  assert.deepEqual(
    runOptions({ KINDLING_KUBERNETES: '', KINDLING_IMAGE: '', KINDLING_KEEP: '', KINDLING_AUDIT: '' }),
    nothing,
  );
});
