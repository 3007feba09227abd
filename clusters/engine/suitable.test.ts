import assert from 'node:assert/strict';
import { test } from 'node:test';
import { unsuitable } from './suitable.ts';

test('Docker from 20.10 on is suitable, by its API and not by its name', () => {
  assert.equal(unsuitable({ Version: '20.10.24', ApiVersion: '1.41' }), undefined);
  assert.equal(
    unsuitable({ Version: '29.0.0', ApiVersion: '1.52', Components: [{ Name: 'Engine', Version: '29' }] }),
    undefined,
  );
  assert.equal(unsuitable({ Version: 'dev', ApiVersion: '2.0' }), undefined);
});

test('an older Docker is refused with its version and what to do', () => {
  assert.match(
    unsuitable({ Version: '19.03', ApiVersion: '1.40' }) ?? '',
    /Docker 19\.03 \(API 1\.40\).*docs\.docker\.com/,
  );
});

test('Podman is refused by name, with two ways out', () => {
  const Components = [{ Name: 'Podman Engine', Version: '5.4.2' }];
  assert.match(
    unsuitable({ Version: '5.4.2', ApiVersion: '1.41', Components }) ?? '',
    /Podman 5\.4\.2.*DOCKER_HOST.*KINDLING_ENGINE=embedded/,
  );
});
