import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { currentContext } from './docker-contexts.ts';
import { DockerHome } from './testing/docker-home.ts';

const COLIMA = 'unix:///Users/me/.colima/default/docker.sock';

test('without a configuration, and with the default context, no context is chosen', (context) => {
  const home = new DockerHome(context);
  assert.equal(currentContext({}, home.path), undefined);
  home.addContext('colima', COLIMA);
  home.write('.docker/config.json', { auths: {} });
  assert.equal(currentContext({}, home.path), undefined);
  home.useContext('default');
  assert.equal(currentContext({}, home.path), undefined);
});

test('the context that is in use is read, and DOCKER_CONTEXT chooses another', (context) => {
  const home = new DockerHome(context);
  home.addContext('colima', COLIMA);
  home.addContext('rancher-desktop', 'unix:///Users/me/.rd/docker.sock');
  home.useContext('colima');
  assert.deepEqual(currentContext({ DOCKER_CONTEXT: '' }, home.path), {
    name: 'colima',
    host: COLIMA,
    certificates: undefined,
  });
  const other = currentContext({ DOCKER_CONTEXT: 'rancher-desktop' }, home.path);
  assert.equal(other?.host, 'unix:///Users/me/.rd/docker.sock');
  assert.equal(currentContext({ DOCKER_CONTEXT: 'default' }, home.path), undefined);
});

test('the configuration is where DOCKER_CONFIG says', (context) => {
  const [home, empty] = [new DockerHome(context), new DockerHome(context)];
  home.addContext('colima', COLIMA);
  home.useContext('colima');
  assert.equal(currentContext({ DOCKER_CONFIG: join(home.path, '.docker') }, empty.path)?.name, 'colima');
});

test('a context with TLS has a folder of certificates', (context) => {
  const home = new DockerHome(context);
  const certificates = home.addContext('tls', 'tcp://127.0.0.1:2376');
  mkdirSync(certificates, { recursive: true });
  home.useContext('tls');
  assert.equal(currentContext({}, home.path)?.certificates, certificates);
});

test('a context that does not exist is an error that says who named it and lists those that exist', (context) => {
  const home = new DockerHome(context);
  home.addContext('rancher-desktop', COLIMA);
  home.addContext('colima', COLIMA);
  home.write('.docker/contexts/meta/broken/meta.json', '{');
  assert.throws(
    () => currentContext({ DOCKER_CONTEXT: 'gone' }, home.path),
    /DOCKER_CONTEXT names the Docker context "gone", which does not exist; there are default, colima, rancher-desktop\. /,
  );
  home.useContext('gone');
  assert.throws(
    () => currentContext({}, home.path),
    /currentContext in .*config\.json names the Docker context "gone"/,
  );
});

test('files that cannot be understood are errors that name them, and what to do', (context) => {
  const home = new DockerHome(context);
  home.write('.docker/config.json', '{ "currentContext": ');
  assert.throws(() => currentContext({}, home.path), /\.docker\/config\.json cannot be read: .*JSON.*\. Mend it$/);
  assert.equal(currentContext({ DOCKER_CONTEXT: 'default' }, home.path), undefined);
});

test('a context of something else than Docker is an error', (context) => {
  const home = new DockerHome(context);
  home.addContext('swarm', '');
  home.useContext('swarm');
  assert.throws(() => currentContext({}, home.path), /"swarm" says of no Docker where it is.*docker context ls/);
});
