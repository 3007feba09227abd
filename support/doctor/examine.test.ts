import assert from 'node:assert/strict';
import { test } from 'node:test';
import { obstacleToBuilding } from '../../clusters/node-image/node-image.ts';
import { minorVersion } from '../../clusters/node-image/versions.ts';
import { goToolchain, nodeImage, nodeVersion } from './examine.ts';

/** A host on which node images can be built. */
const ANYWHERE = undefined;

test('Node is asked for by major and minor', () => {
  assert.equal(nodeVersion('24.12.0').verdict, 'ok');
  assert.equal(nodeVersion('26.0.0').verdict, 'ok');
  assert.equal(nodeVersion('24.11.9').verdict, 'error');
});

test('a missing Go toolchain matters only when a node image may have to be built', () => {
  assert.equal(goToolchain(false, '1.26.1', ANYWHERE).verdict, 'ok');
  assert.equal(goToolchain(true, undefined, ANYWHERE).verdict, 'ok');
  assert.equal(goToolchain(false, undefined, ANYWHERE).verdict, 'warning');
  assert.match(goToolchain(false, '1.25.9', ANYWHERE).found, /1\.25\.9, older than 1\.26/);
});

test('KINDLING_NODE_IMAGE=build makes a missing Go toolchain an error', (context) => {
  process.env['KINDLING_NODE_IMAGE'] = 'build';
  context.after(() => delete process.env['KINDLING_NODE_IMAGE']);
  assert.equal(goToolchain(false, undefined, ANYWHERE).verdict, 'error');
  assert.doesNotMatch(nodeImage(minorVersion(), undefined, ANYWHERE).found, /pulled/);
  // Go would not help where nothing can be built.
  const { verdict, found, remedy } = nodeImage(minorVersion(), undefined, 'on Linux as root');
  assert.deepEqual([verdict, remedy], ['error', 'unset KINDLING_NODE_IMAGE']);
  assert.match(found, /can only be built on Linux as root/);
  assert.equal(goToolchain(false, undefined, 'on Linux as root').verdict, 'ok');
});

test('where no node image can be built, neither a build nor Go is spoken of as a way', () => {
  assert.equal(nodeImage(minorVersion(), undefined, 'on Linux as root').found, 'none; one is pulled');
  assert.match(nodeImage(minorVersion(), undefined, ANYWHERE).found, /pulled, else built/);
  const go = goToolchain(false, undefined, 'on Linux as root');
  assert.deepEqual([go.verdict, go.remedy], ['ok', undefined]);
});

test('a host has an obstacle unless it is Linux and the user root', () => {
  const can = process.platform === 'linux' && process.getuid?.() === 0;
  assert.equal(obstacleToBuilding(), can ? undefined : 'on Linux as root');
});

test('a node image that is there is named', () => {
  assert.equal(nodeImage(minorVersion(), 'kindling/node:x', ANYWHERE).found, 'kindling/node:x');
  assert.equal(nodeImage(minorVersion(), undefined, ANYWHERE).verdict, 'set for the run');
});
