import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkError } from '../kubernetes/errors.ts';
import { WatchBehind } from '../observe/watch-progress.ts';
import { whatIsBehind } from './what-is-behind.ts';

const none = new AbortController().signal;
const away = networkError(Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), {
  ...{ server: 'https://127.0.0.1:6443', method: 'PATCH', path: '/api' },
});

test('nothing is behind that has caught up', async () => {
  assert.deepEqual(await whatIsBehind({ caughtUp: async () => {} }, none, none), []);
});

test('a late watch and an API server that is away are sentences', async () => {
  const behind = (error: Error) => whatIsBehind({ caughtUp: () => Promise.reject(error) }, none, none);
  assert.deepEqual(await behind(new WatchBehind('the watch of Pod objects is late')), [
    'the watch of Pod objects is late',
  ]);
  assert.match((await behind(away))[0] ?? '', /cannot be known: PATCH .* no answer .*ECONNREFUSED/);
});

test('a run that was ended early is no blindness', async () => {
  const ended = AbortSignal.abort(new Error('ended by SIGINT'));
  const caughtUp = (signal: AbortSignal) => Promise.reject(signal.reason);
  await assert.rejects(whatIsBehind({ caughtUp }, ended, ended), /ended by SIGINT/);
});
