import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { withFileLock } from './file-lock.ts';

let place: string;
let lock: string;

beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), 'kindling-lock-'));
  lock = join(place, 'a.lock');
});

afterEach(() => {
  rmSync(place, { recursive: true });
});

const soon = () => AbortSignal.timeout(3000);

/** A lock as a process leaves it that is killed. */
function leftLock(holder: object | undefined, age = 0): void {
  mkdirSync(lock);
  if (holder !== undefined) writeFileSync(join(lock, 'holder.json'), JSON.stringify(holder));
  const made = new Date(Date.now() - age);
  utimesSync(lock, made, made);
}

test('works under one lock do not overlap, and the one that waits says so once', async () => {
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    await delay(250);
    order.push(`${name} ends`);
  };
  const first = withFileLock(lock, soon(), work('first'), () => order.push('first waits'));
  const second = withFileLock(lock, soon(), work('second'), () => order.push('second waits'));
  await Promise.all([first, second]);
  assert.deepEqual(order, ['first begins', 'second waits', 'first ends', 'second begins', 'second ends']);
  assert.equal(existsSync(lock), false);
});

test('a lock is free again after a failure', async () => {
  await assert.rejects(
    withFileLock(lock, soon(), () => Promise.reject(new Error('no disk'))),
    /no disk/,
  );
  assert.equal(await withFileLock(lock, soon(), async () => 'done'), 'done');
});

test('the lock of a process that is gone is taken over', async () => {
  // No process has had this pid since the first tick after boot.
  leftLock({ pid: process.pid, start: '1' });
  assert.equal(await withFileLock(lock, soon(), async () => 'done'), 'done');
});

test('the lock of a process that is gone and whose start nobody noted is taken over, too', async () => {
  leftLock({ pid: 0 });
  assert.equal(await withFileLock(lock, soon(), async () => 'done'), 'done');
});

test('the lock of a process that lives is not taken over', async () => {
  const held = withFileLock(lock, soon(), () => delay(600, 'held'));
  await assert.rejects(
    withFileLock(lock, AbortSignal.timeout(300), async () => 'taken'),
    { name: 'AbortError' },
  );
  assert.equal(await held, 'held');
});

test('a lock without its holder is taken over only when it is too old to be just being made', async () => {
  leftLock(undefined);
  await assert.rejects(
    withFileLock(lock, AbortSignal.timeout(300), async () => 'taken'),
    { name: 'AbortError' },
  );
  rmSync(lock, { recursive: true });
  leftLock(undefined, 6000);
  assert.equal(await withFileLock(lock, soon(), async () => 'done'), 'done');
});

test('a dead lock is left alone while another process is about to remove it, but not for ever', async () => {
  leftLock({ pid: process.pid, start: '1' });
  const right = `${lock}.removal`;
  mkdirSync(right);
  await assert.rejects(
    withFileLock(lock, AbortSignal.timeout(300), async () => 'taken'),
    { name: 'AbortError' },
  );
  const old = new Date(Date.now() - 6000);
  utimesSync(right, old, old);
  assert.equal(await withFileLock(lock, soon(), async () => 'done'), 'done');
  assert.equal(existsSync(right), false);
});
