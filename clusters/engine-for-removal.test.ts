import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EngineError } from './engine/engine-error.ts';
import { engineForRemoval } from './engine-for-removal.ts';
import { ownCache, recordKept, recordRun } from './registry/testing/recorded-runs.ts';

const { signal } = new AbortController();

/** Looks on a host on which no engine runs and none can be started. @throws when one was to be started all the same. */
async function search(kept: boolean): Promise<void> {
  const none = {
    running: async () => undefined,
    find: async () => {
      throw new Error('No Docker API answers');
    },
  };
  assert.equal(await engineForRemoval(kept, () => {}, signal, none), undefined);
}

test('where nothing is recorded, no engine is started', async (context) => {
  ownCache(context);
  await search(true);
});

test('an engine that cannot run nodes is none where nothing is recorded, and one that fails is an error', async (context) => {
  ownCache(context);
  const answering = (error: Error) =>
    engineForRemoval(true, () => {}, signal, { find: assert.fail, running: () => Promise.reject(error) });
  assert.equal(await answering(new EngineError('it is rootless', 'use another')), undefined);
  await assert.rejects(answering(new Error('it fell over')), /it fell over/);
});

test('a cluster that stays is nothing to remove, unless it is to go', async (context) => {
  ownCache(context);
  recordKept({ name: 'mine', run: 'aaaa1111', engine: 'embedded' });
  await search(false);
});

test('what is recorded and cannot be removed is an error that names it', async (context) => {
  const cache = ownCache(context);
  recordKept({ name: 'mine', run: 'aaaa1111', engine: 'embedded' });
  recordRun({ id: 'bbbb2222', pid: 0 });
  await assert.rejects(search(true), (error: Error) => {
    assert.match(error.message, /remove cluster mine, run bbbb2222, and none can be had, so nothing was removed/);
    assert.ok(error.message.includes(cache), error.message);
    assert.match(String(error.cause), /No Docker API answers/);
    return true;
  });
  await assert.rejects(search(false), /remove run bbbb2222, and/);
});

test('the engine that a cluster was put up in is looked for first', async (context) => {
  ownCache(context);
  recordKept({ name: 'mine', run: 'aaaa1111', engine: 'embedded' });
  const known = new Error('asked for');
  const find = async (_: unknown, __: unknown, kind: unknown) => {
    assert.equal(kind, 'embedded');
    throw known;
  };
  const found = engineForRemoval(true, () => {}, signal, { find, running: async () => undefined });
  await assert.rejects(found, { cause: known });
});
