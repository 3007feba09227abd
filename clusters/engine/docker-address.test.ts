import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { test } from 'node:test';
import { dockerAddress } from './docker-address.ts';
import { DockerHome } from './testing/docker-home.ts';

const COLIMA = 'unix:///Users/me/.colima/default/docker.sock';
const PROPERTIES = '.testcontainers.properties';

test('where nobody says where Docker is, there is no address', (context) => {
  const home = new DockerHome(context);
  assert.equal(dockerAddress({}, home.path), undefined);
  home.write(PROPERTIES, '# docker.host = tcp://no\ntestcontainers.reuse.enable=true\n');
  assert.equal(dockerAddress({ DOCKER_HOST: '' }, home.path), undefined);
});

test('a context is told to testcontainers, which does not read it', (context) => {
  const home = new DockerHome(context);
  home.addContext('colima', COLIMA);
  home.useContext('colima');
  assert.deepEqual(dockerAddress({}, home.path), {
    host: COLIMA,
    source: 'Docker context "colima"',
    environment: { DOCKER_HOST: COLIMA },
  });
});

test('a context with TLS is told with its certificates', (context) => {
  const home = new DockerHome(context);
  const certificates = home.addContext('tls', 'tcp://127.0.0.1:2376');
  mkdirSync(certificates, { recursive: true });
  assert.deepEqual(dockerAddress({ DOCKER_CONTEXT: 'tls' }, home.path)?.environment, {
    DOCKER_HOST: 'tcp://127.0.0.1:2376',
    DOCKER_TLS_VERIFY: '1',
    DOCKER_CERT_PATH: certificates,
  });
});

test('DOCKER_HOST comes before contexts, testcontainers has it already, and a context that is gone is not looked at', (context) => {
  const home = new DockerHome(context);
  home.useContext('gone');
  const env = { DOCKER_HOST: 'unix:///mine.sock', DOCKER_CONTEXT: 'gone, too' };
  assert.deepEqual(dockerAddress(env, home.path), {
    host: 'unix:///mine.sock',
    source: 'DOCKER_HOST',
    environment: {},
  });
});

test("testcontainers' own properties come before contexts, in testcontainers' order", (context) => {
  const home = new DockerHome(context);
  home.useContext('gone');
  home.write(PROPERTIES, 'docker.host = unix:///first.sock\ndocker.host=unix:///configured.sock\r\n');
  const configured = dockerAddress({}, home.path);
  assert.equal(configured?.host, 'unix:///configured.sock');
  assert.match(configured?.source ?? '', /docker\.host in ~\/\.testcontainers\.properties/);
  assert.equal(dockerAddress({ DOCKER_HOST: 'unix:///mine.sock' }, home.path)?.source, 'DOCKER_HOST');
  home.write(PROPERTIES, 'tc.host=tcp://127.0.0.1:4242\ndocker.host=unix:///configured.sock\n');
  const proxy = dockerAddress({ DOCKER_HOST: 'unix:///mine.sock' }, home.path);
  assert.equal(proxy?.host, 'tcp://127.0.0.1:4242');
  assert.deepEqual(proxy?.environment, {});
});
