import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { findDocker, whyNoDocker } from './find-docker.ts';
import { ownDockerHome } from './testing/docker-home.ts';
import { engineThatSays } from './testing/engine-that-says.ts';
import { withRefusingSocket } from './testing/refusing-socket.ts';

const { signal } = new AbortController();

test('an engine is found by the context in use, and DOCKER_HOST leads there for all that comes after', async (context) => {
  const home = ownDockerHome(context);
  const dockerHost = `unix://${await engineThatSays(context, home.path)}`;
  home.addContext('colima', dockerHost);
  home.useContext('colima');
  assert.equal(await findDocker(signal), true);
  assert.equal(process.env['DOCKER_HOST'], dockerHost);
});

test('where it is said that Docker is, and none answers, no other is taken, and DOCKER_HOST is left as it was', async (context) => {
  const home = ownDockerHome(context);
  const other = `unix://${await engineThatSays(context, home.path)}`;
  home.addContext('colima', `unix://${home.path}/none`);
  home.useContext('colima');
  assert.equal(await findDocker(signal), false);
  assert.equal(process.env['DOCKER_HOST'], undefined);
  // testcontainers would go on from the one to the other.
  home.write('.testcontainers.properties', `tc.host=unix://${home.path}/none\n`);
  process.env['DOCKER_HOST'] = other;
  assert.equal(await findDocker(signal), false);
});

test('an engine of another machine is refused before it is asked', async (context) => {
  ownDockerHome(context);
  // Nobody has this address (RFC 5737): a connection would be waited for in vain.
  process.env['DOCKER_HOST'] = 'tcp://192.0.2.1:2375';
  await assert.rejects(findDocker(signal), /no loopback address/);
});

test('where nothing answers, it is said where was looked', async (context) => {
  const home = ownDockerHome(context);
  const usual = join(home.path, 'docker.sock');
  assert.equal((await whyNoDocker(signal, usual)).problem, 'No Docker API answers');
  home.addContext('colima', `unix://${home.path}/none`);
  home.useContext('colima');
  const { problem, remedy } = await whyNoDocker(signal, usual);
  assert.match(problem, /No Docker API answers at unix:\/\/.*\/none \(Docker context "colima"\)$/);
  assert.match(remedy, /start Docker/);
});

test('a socket that refuses this user is told, with how to get access', async (context) => {
  const none = join(ownDockerHome(context).path, 'none');
  await withRefusingSocket(async (refusing) => {
    const { problem, remedy } = await whyNoDocker(signal, refusing);
    assert.equal(problem, `This user may not use the Docker at ${refusing} (permission denied)`);
    assert.match(remedy, /join the group docker/);
    process.env['DOCKER_HOST'] = `unix://${refusing}`;
    assert.equal((await whyNoDocker(signal, none)).problem, problem);
  });
});
