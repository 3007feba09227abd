import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { ownVariable } from '../testing/own-variable.ts';
import { exactName, registryReference } from './image-name.ts';

const VARIABLE = 'TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX';
const DIGEST = `sha256:${'0'.repeat(64)}`;

/** Gives a test the prefix, or none whatever this host has. */
function prefixed(context: TestContext, prefix?: string): void {
  ownVariable(context, VARIABLE, prefix);
}

test('without a mirror an image keeps its reference, with the tag that none means', (context) => {
  prefixed(context);
  const references = [
    `kindest/node:v1@${DIGEST}`,
    `grafana/k6@${DIGEST}`,
    'registry.k8s.io/a/b:1',
    'localhost:5000/n:1',
  ];
  for (const reference of references) assert.equal(registryReference(reference), reference);
  assert.equal(registryReference('debian'), 'debian:latest');
});

test('a mirror stands for Docker Hub, and for no registry that is named', (context) => {
  prefixed(context, 'mirror.example/hub/');
  assert.equal(registryReference(`kindest/node:v1@${DIGEST}`), `mirror.example/hub/kindest/node:v1@${DIGEST}`);
  assert.equal(registryReference(`grafana/k6@${DIGEST}`), `mirror.example/hub/grafana/k6@${DIGEST}`);
  assert.equal(registryReference('registry.k8s.io/a/b:1'), 'registry.k8s.io/a/b:1');
});

for (const prefix of [undefined, 'mirror.example/hub/', 'organisation']) {
  test(`an exact name stays as it is with ${prefix ?? 'no mirror'}`, (context) => {
    prefixed(context, prefix);
    const references = ['kindling/node:v1-0', registryReference(`kindest/node:v1@${DIGEST}`), DIGEST];
    for (const reference of references) assert.equal(exactName(reference).string, reference);
  });
}
