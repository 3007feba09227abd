import assert from 'node:assert/strict';
import { test } from 'node:test';
import { demandLocal } from './local-address.ts';

function demand(host: string, signal = new AbortController().signal): Promise<void> {
  return demandLocal({ host, source: 'DOCKER_HOST', environment: {} }, signal);
}

test('sockets and hosts that are loopback are of this machine', async () => {
  for (const host of [
    'unix:///var/run/docker.sock',
    'tcp://127.0.0.1:2375',
    'tcp://127.1.2.3:2375',
    'tcp://[::1]:2375',
    'tcp://localhost:2375',
    'http://localhost',
    'https://[::ffff:127.0.0.1]:2376',
  ])
    await demand(host);
});

test('another host is refused with the reason and what to do', async () => {
  for (const host of ['tcp://192.0.2.1:2375', 'tcp://[2001:db8::1]:2375', 'https://192.0.2.1:2376'])
    await assert.rejects(demand(host), (error: Error) => {
      assert.match(error.message, /^DOCKER_HOST leads to .* is no loopback address: .*127\.0\.0\.1 of its own host/);
      assert.match(
        error.message,
        /Run Kindling where the engine is, or point DOCKER_HOST at .*KINDLING_ENGINE=embedded/,
      );
      assert.ok(error.message.includes(host), error.message);
      return true;
    });
});

test('a name that nobody knows is refused', async () => {
  // A part of a name has at most 63 letters, so that no server need be asked.
  const name = 'x'.repeat(64);
  await assert.rejects(demand(`tcp://${name}:2375`), /nobody knows the host x+\. Point DOCKER_HOST at/);
});

test('what testcontainers cannot talk by is refused with what it can', async () => {
  for (const host of ['ssh://me@build.example', 'npipe:////./pipe/docker_engine', 'localhost:2375', '127.0.0.1:2375'])
    await assert.rejects(demand(host), (error: Error) => {
      assert.match(
        error.message,
        /can use one of unix:\/\/, tcp:\/\/, http:\/\/, https:\/\/ alone\. Point DOCKER_HOST/,
      );
      assert.ok(error.message.includes(`"${host}"`), error.message);
      return true;
    });
});

test('a look-up is ended by the signal, with its reason', async () => {
  const reason = new Error('Ctrl-C');
  await assert.rejects(demand('tcp://localhost:2375', AbortSignal.abort(reason)), reason);
});
