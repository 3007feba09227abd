import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doorsOf } from './doors-of.ts';

const cluster = { name: 'kindling', nodePorts: [30080, 30081] };
const door = { node: 'worker', nodePort: 30080, url: 'http://127.0.0.1:1' };

test('a NodePort that is published has the doors that are found', () => {
  assert.deepEqual(
    doorsOf(cluster, 30080, () => [door]),
    [door],
  );
});

test('nothing is looked for that is not published, and the error says what is', () => {
  const find = () => assert.fail('looked');
  assert.throws(
    () => doorsOf(cluster, 1, find),
    /NodePort 1 of cluster kindling has no doors: it publishes 30080, 30081/,
  );
});
