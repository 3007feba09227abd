import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../engine/engine.ts';
import { ownVariable } from '../testing/own-variable.ts';
import { ensureGivenImage } from './given-image.ts';

const NODE = ['/usr/local/bin/entrypoint', '/sbin/init'];

/** An engine with the images of `present`, by their entrypoints, and a registry with those of `remote`. */
function engineWith(present: Record<string, string[] | string | undefined>, remote: Record<string, string[]> = {}) {
  const pulled: string[] = [];
  const engine = {
    description: 'a stage',
    client: {
      info: { containerRuntime: { indexServerAddress: 'https://index.docker.io/v1/' } },
      image: { exists: async (name: { string: string }) => Object.hasOwn(present, name.string) },
      container: {
        dockerode: {
          getImage: (name: string) => ({ inspect: async () => ({ Config: { Entrypoint: present[name] } }) }),
          pull: async (name: string) => {
            pulled.push(name);
            if (remote[name] === undefined) throw new Error('manifest unknown');
            present[name] = remote[name];
          },
          modem: { followProgress: (_stream: unknown, done: () => void) => done() },
        },
      },
    },
  };
  return { engine: engine as unknown as Engine, pulled };
}

const ensure = (engine: Engine, reference: string) =>
  ensureGivenImage(engine, reference, () => {}, new AbortController().signal);

test('an image that is there is used without asking a registry', async () => {
  const { engine, pulled } = engineWith({ 'example.org/node:mine': NODE });
  assert.deepEqual(await ensure(engine, 'example.org/node:mine'), {
    reference: 'example.org/node:mine',
    origin: 'present',
  });
  assert.deepEqual(pulled, []);
});

test('an image that is not there is pulled', async () => {
  const { engine, pulled } = engineWith({}, { 'kindest/node:v1.35.5': NODE });
  assert.deepEqual(await ensure(engine, 'kindest/node:v1.35.5'), {
    reference: 'kindest/node:v1.35.5',
    origin: 'pulled',
  });
  assert.deepEqual(pulled, ['kindest/node:v1.35.5']);
});

test('behind a mirror an image of Docker Hub is there and pulled as from the mirror, and a local one stays local', async (context) => {
  ownVariable(context, 'TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX', 'mirror.example/hub/');
  const mirrored = 'mirror.example/hub/kindest/node:v1.35.5';
  const { engine, pulled } = engineWith({ 'my/node:1': NODE }, { [mirrored]: NODE });
  const first = await ensure(engine, 'kindest/node:v1.35.5');
  const second = await ensure(engine, 'kindest/node:v1.35.5');
  assert.deepEqual(
    [first, second].map(({ reference, origin }) => [reference, origin]),
    [
      [mirrored, 'pulled'],
      [mirrored, 'present'],
    ],
  );
  assert.deepEqual(await ensure(engine, 'my/node:1'), { reference: 'my/node:1', origin: 'present' });
  assert.deepEqual(pulled, [mirrored]);
});

test('an image that cannot be had is an error with what the registry said', async () => {
  const { engine } = engineWith({});
  await assert.rejects(ensure(engine, 'kindest/node:v9.9.9'), (error: Error) => {
    assert.match(
      error.message,
      /^Image kindest\/node:v9\.9\.9 is not in the container engine \(a stage\) and could not/,
    );
    assert.match(String(error.cause), /manifest unknown/);
    return true;
  });
});

for (const [what, entrypoint] of [
  ['without an entrypoint', undefined],
  ['with another one', ['/bin/sh']],
  ['whose entrypoint is one word', '/bin/sh'],
] as const) {
  test(`an image ${what} is no node image`, async () => {
    const { engine } = engineWith({ 'debian:12': typeof entrypoint === 'object' ? [...entrypoint] : entrypoint });
    await assert.rejects(
      ensure(engine, 'debian:12'),
      /^Error: Image debian:12 is no node image of kind: its entrypoint is \[.*\], expected \/usr/,
    );
  });
}
