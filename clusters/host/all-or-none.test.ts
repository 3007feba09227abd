import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { allOrNone } from './all-or-none.ts';

const { signal } = new AbortController();

test('gives all results in order', async () => {
  const slow = async () => {
    await delay(5);
    return 1;
  };
  assert.deepEqual(await allOrNone([slow, async () => 2], signal), [1, 2]);
});

test('throws the first failure, after the others were told and have ended', async () => {
  const ended: string[] = [];
  const other = async (each: AbortSignal) => {
    await once(each, 'abort');
    // Work in hand is finished.
    await delay(5);
    ended.push('other');
    throw each.reason;
  };
  const failing = async () => {
    throw new Error('no disk');
  };
  await assert.rejects(allOrNone([other, failing], signal), { message: 'no disk' });
  assert.deepEqual(ended, ['other']);
});

test('passes on the signal from outside', async () => {
  const controller = new AbortController();
  const work = async (each: AbortSignal) => {
    await once(each, 'abort');
    throw each.reason;
  };
  const running = allOrNone([work, work], controller.signal);
  controller.abort(new Error('Ctrl-C'));
  await assert.rejects(running, { message: 'Ctrl-C' });
});
