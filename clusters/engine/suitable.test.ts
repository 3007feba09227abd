import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unsuitable } from './suitable.ts';

const DOCKER = { Version: '28.2.2', ApiVersion: '1.50' };
/** What `docker info` says of a common one. */
const COMMON = { SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=cgroupns'] };

test('Docker from 20.10 on is suitable, by its API and not by its name', () => {
  assert.equal(unsuitable({ Version: '20.10.24', ApiVersion: '1.41' }, COMMON), undefined);
  assert.equal(
    unsuitable({ Version: '29.0.0', ApiVersion: '1.52', Components: [{ Name: 'Engine', Version: '29' }] }, COMMON),
    undefined,
  );
  assert.equal(unsuitable({ Version: 'dev', ApiVersion: '2.0' }, {}), undefined);
  assert.equal(unsuitable(DOCKER, { SecurityOptions: null }), undefined);
});

test('an older Docker is refused with its version and what to do', () => {
  assert.match(
    unsuitable({ Version: '19.03', ApiVersion: '1.40' }, COMMON)?.message ?? '',
    /Docker 19\.03 \(API 1\.40\).*docs\.docker\.com/,
  );
});

test('Podman is refused by name, with two ways out, also when it is rootless', () => {
  const Components = [{ Name: 'Podman Engine', Version: '5.4.2' }];
  assert.match(
    unsuitable({ Version: '5.4.2', ApiVersion: '1.41', Components }, { SecurityOptions: ['name=rootless'] })?.message ??
      '',
    /Podman 5\.4\.2.*DOCKER_HOST.*KINDLING_ENGINE=embedded/,
  );
});

test('a rootless Docker is refused, with two ways out', () => {
  const SecurityOptions = ['name=seccomp,profile=builtin', 'name=rootless', 'name=cgroupns'];
  assert.match(
    unsuitable(DOCKER, { SecurityOptions })?.message ?? '',
    /Docker 28\.2\.2 in rootless mode.*DOCKER_HOST.*KINDLING_ENGINE=embedded/,
  );
});

test('a Docker with userns-remap is refused, with what to change', () => {
  const SecurityOptions = ['name=seccomp,profile=builtin', 'name=userns', 'name=cgroupns'];
  assert.match(
    unsuitable(DOCKER, { SecurityOptions })?.message ?? '',
    /Docker 28\.2\.2 with userns-remap.*daemon\.json.*KINDLING_ENGINE=embedded/,
  );
});
