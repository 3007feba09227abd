import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { Engine } from '../engine/engine.ts';

const HUB = 'https://index.docker.io/v1/';
const engine = {
  client: { info: { containerRuntime: { indexServerAddress: HUB } } },
} as unknown as Engine;

const folder = mkdtempSync(join(tmpdir(), 'kindling-login-'));
after(() => rmSync(folder, { recursive: true }));
writeFileSync(
  join(folder, 'docker-credential-kindling'),
  `#!/bin/sh\ncat >/dev/null; echo '{"Username":"<token>","Secret":"t"}'\n`,
);
chmodSync(join(folder, 'docker-credential-kindling'), 0o700);
process.env['PATH'] = `${folder}:${process.env['PATH']}`;
const auth = Buffer.from('me:a:b').toString('base64');
// testcontainers reads it once, when it is loaded.
process.env['DOCKER_AUTH_CONFIG'] = JSON.stringify({
  auths: { [HUB]: { auth }, 'https://mirror.example': { auth } },
  credHelpers: { 'helped.example': 'kindling', 'broken.example': 'none-such' },
});
const { registryCredentials } = await import('./registry-credentials.ts');

const me = { username: 'me', password: 'a:b' };

test('a login at Docker Hub is found by every name that it has', async () => {
  for (const reference of ['kindest/node:v1', 'docker.io/kindest/node:v1', 'index.docker.io/kindest/node:v1'])
    assert.deepEqual(await registryCredentials(engine, reference), { registryAddress: HUB, ...me }, reference);
});

test('a login is for its own registry alone', async () => {
  const found = await registryCredentials(engine, 'mirror.example/kindest/node:v1');
  assert.deepEqual(found, { registryAddress: 'mirror.example', ...me });
  assert.equal(await registryCredentials(engine, 'other.example/kindest/node:v1'), undefined);
});

test('a credential helper is asked, and one that is not there is an error', async () => {
  const found = await registryCredentials(engine, 'helped.example/a:1');
  assert.deepEqual(found, { registryAddress: 'helped.example', identityToken: 't' });
  await assert.rejects(registryCredentials(engine, 'broken.example/a:1'), /docker-credential-none-such/);
});
