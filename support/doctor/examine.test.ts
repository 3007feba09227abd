import assert from 'node:assert/strict';
import { test } from 'node:test';
import { minorVersion } from '../../clusters/node-image/versions.ts';
import { goToolchain, nodeImage, nodeVersion } from './examine.ts';

test('Node is asked for by major and minor', () => {
  assert.equal(nodeVersion('24.12.0').verdict, 'ok');
  assert.equal(nodeVersion('26.0.0').verdict, 'ok');
  assert.equal(nodeVersion('24.11.9').verdict, 'error');
});

test('a missing Go toolchain matters only when a node image may have to be built', () => {
  assert.equal(goToolchain(false, '1.26.1').verdict, 'ok');
  assert.equal(goToolchain(true, undefined).verdict, 'ok');
  assert.equal(goToolchain(false, undefined).verdict, 'warning');
  assert.match(goToolchain(false, '1.25.9').found, /1\.25\.9, older than 1\.26/);
});

test('KINDLING_NODE_IMAGE=build makes a missing Go toolchain an error', (context) => {
  process.env['KINDLING_NODE_IMAGE'] = 'build';
  context.after(() => delete process.env['KINDLING_NODE_IMAGE']);
  assert.equal(goToolchain(false, undefined).verdict, 'error');
  assert.doesNotMatch(nodeImage(minorVersion(), undefined).found, /pulled/);
});

test('a node image that is there is named', () => {
  assert.equal(nodeImage(minorVersion(), 'kindling/node:x').found, 'kindling/node:x');
  assert.equal(nodeImage(minorVersion(), undefined).verdict, 'set for the run');
});
