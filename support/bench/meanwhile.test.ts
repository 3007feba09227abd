import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { meanwhile } from './meanwhile.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const never = (ended: AbortSignal) => delay(60_000, undefined, { signal: ended });

test('the work is given back when both are done', async () => {
  assert.equal(
    await meanwhile(
      async () => 'facts',
      async () => {},
    ),
    'facts',
  );
});

test('what fails while the work goes on is heard when that has ended, and unhandled by nobody', async () => {
  let ended = false;
  const work = async () => {
    await turn();
    await turn();
    ended = true;
  };
  await assert.rejects(
    meanwhile(work, () => Promise.reject(new Error('no restart'))),
    /no restart/,
  );
  assert.ok(ended);
});

test('work that fails or ends first ends the other', async () => {
  const told: unknown[] = [];
  const aside = (signal: AbortSignal) => never(signal).finally(() => told.push(signal.aborted));
  await assert.rejects(
    meanwhile(() => Promise.reject(new Error('no timeline')), aside),
    /no timeline/,
  );
  await assert.rejects(
    meanwhile(async () => {}, aside),
    (error) => /ended before what was to happen/.test(String((error as Error).cause)),
  );
  assert.deepEqual(told, [true, true]);
});
