import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nodeReference } from './image-reference.ts';

const digest = `sha256:${'0'.repeat(64)}`;

for (const [short, full] of Object.entries({
  rng: 'docker.io/library/rng:latest',
  'rng:1': 'docker.io/library/rng:1',
  'me/rng': 'docker.io/me/rng:latest',
  'localhost/rng': 'localhost/rng:latest',
  'localhost:5000/rng': 'localhost:5000/rng:latest',
  'registry.k8s.io/e2e-test-images/agnhost:2.63.0': 'registry.k8s.io/e2e-test-images/agnhost:2.63.0',
  'index.docker.io/library/rng:1': 'docker.io/library/rng:1',
  [`rng@${digest}`]: `docker.io/library/rng@${digest}`,
})) {
  test(`${short} is ${full}`, () => assert.equal(nodeReference(short), full));
}
