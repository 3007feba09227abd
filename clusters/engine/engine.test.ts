import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findEngine, obstacleToStart, runningEngine } from './engine.ts';
import { ownDockerHome } from './testing/docker-home.ts';
import { engineThatSays } from './testing/engine-that-says.ts';

const { signal } = new AbortController();
const progress = () => assert.fail('nothing is to be started');

test('a Docker that cannot run nodes is refused, and no other engine is started in its place', async (context) => {
  const home = ownDockerHome(context);
  const socket = await engineThatSays(context, home.path, { SecurityOptions: ['name=seccomp', 'name=rootless'] });
  process.env['DOCKER_HOST'] = `unix://${socket}`;
  await assert.rejects(findEngine(progress, signal), { name: 'EngineError', message: /28\.2\.2 in rootless mode/ });
  await assert.rejects(runningEngine(signal), /28\.2\.2 in rootless mode/);
});

test('a word that names no engine is refused with those that do', async (context) => {
  ownDockerHome(context);
  process.env['KINDLING_ENGINE'] = 'podman';
  await assert.rejects(findEngine(progress, signal), /"podman", expected "docker" or "embedded"/);
});

test('why there is no engine says what forbids the embedded one, or what it lacks', async (context) => {
  const home = ownDockerHome(context);
  process.env['DOCKER_HOST'] = `unix://${home.path}/none`;
  process.env['KINDLING_ENGINE'] = 'docker';
  assert.match((await obstacleToStart(signal))?.problem ?? '', /KINDLING_ENGINE=docker forbids the embedded engine$/);
  process.env['KINDLING_ENGINE'] = 'embedded';
  const embedded = await obstacleToStart(signal, 'apt-get, of Debian');
  assert.match(embedded?.problem ?? '', /^KINDLING_ENGINE=embedded forbids Docker, and the embedded engine needs /);
  delete process.env['KINDLING_ENGINE'];
  assert.match(
    (await obstacleToStart(signal, 'apt-get, of Debian'))?.problem ?? '',
    /, and the embedded engine needs /,
  );
});
