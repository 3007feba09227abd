import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refusedSocket } from './refused-socket.ts';
import { DockerHome } from './testing/docker-home.ts';
import { engineThatSays } from './testing/engine-that-says.ts';
import { withRefusingSocket } from './testing/refusing-socket.ts';

const { signal } = new AbortController();

test('sockets that answer and sockets that are not there refuse nobody', async (context) => {
  const { path } = new DockerHome(context);
  assert.equal(await refusedSocket([await engineThatSays(context, path), `${path}/none`], signal), undefined);
});

test('a socket that this user may not connect to is told', async (context) => {
  const { path } = new DockerHome(context);
  await withRefusingSocket(async (refusing) => {
    assert.equal(await refusedSocket([`${path}/none`, refusing], signal), refusing);
  });
});

test('the signal ends it with its reason', async (context) => {
  const { path } = new DockerHome(context);
  const reason = new Error('Ctrl-C');
  const socket = await engineThatSays(context, path);
  await assert.rejects(refusedSocket([socket], AbortSignal.abort(reason)), reason);
});
