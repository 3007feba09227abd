import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../engine/engine.ts';

// testcontainers reads it once, when it is loaded.
process.env['DOCKER_AUTH_CONFIG'] = JSON.stringify({
  auths: { 'private.example': { auth: Buffer.from('me:secret').toString('base64') } },
  credHelpers: { 'broken.example': 'kindling-none-such' },
});
const { pullImage } = await import('./pull-image.ts');

/** An engine whose registries have every image, and what was asked of it. */
function engineThatPulls() {
  const asked: { reference: string; authconfig?: unknown }[] = [];
  const dockerode = {
    pull: async (reference: string, { authconfig }: { authconfig?: unknown }) => {
      asked.push({ reference, authconfig });
    },
    modem: { followProgress: (_stream: unknown, done: () => void) => done() },
  };
  const image = { exists: async ({ string }: { string: string }) => asked.some((each) => each.reference === string) };
  const info = { containerRuntime: { indexServerAddress: 'https://index.docker.io/v1/' } };
  return { engine: { client: { info, image, container: { dockerode } } } as unknown as Engine, asked };
}

async function pull(reference: string) {
  const { engine, asked } = engineThatPulls();
  const lines: string[] = [];
  const refusal = await pullImage(engine, reference, (line) => lines.push(line), new AbortController().signal);
  assert.equal(refusal, undefined);
  return { asked, warnings: lines.filter((line) => line.startsWith('Warning')) };
}

test('an image is pulled with the login for its registry, others without one', async () => {
  const authconfig = { registryAddress: 'private.example', username: 'me', password: 'secret' };
  assert.deepEqual((await pull('private.example/node:1')).asked, [{ reference: 'private.example/node:1', authconfig }]);
  const { asked, warnings } = await pull('public.example/node:1');
  assert.deepEqual(asked, [{ reference: 'public.example/node:1', authconfig: undefined }]);
  assert.deepEqual(warnings, []);
});

test('a login that cannot be read is told, and the image is pulled without', async () => {
  const { asked, warnings } = await pull('broken.example/node:1');
  assert.deepEqual(asked, [{ reference: 'broken.example/node:1', authconfig: undefined }]);
  assert.match(warnings.join(), /login for the registry of broken\.example\/node:1 cannot be read .*none-such/);
});
