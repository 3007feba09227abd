import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { withFileLock } from './file-lock.ts';
import { processStart } from './processes.ts';

const { signal } = new AbortController();

/** A place for a lock, in a folder that goes when the test ends. */
function lockPath() {
  const folder = mkdtempSync(join(tmpdir(), 'kindling-lock-test-'));
  return { path: join(folder, 'lock'), [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

function heldBy(path: string, holder: object): void {
  mkdirSync(path);
  writeFileSync(join(path, 'holder.json'), JSON.stringify(holder));
}

test('one at a time works under a lock, and it is free afterwards', async () => {
  using lock = lockPath();
  let inside = 0;
  const work = async () => {
    assert.equal(++inside, 1);
    await delay(20);
    inside--;
  };
  await Promise.all([1, 2, 3].map(() => withFileLock(lock.path, signal, work)));
  assert.equal(existsSync(lock.path), false);
});

test('a lock whose holder is gone is taken over', async () => {
  using lock = lockPath();
  heldBy(lock.path, { pid: process.pid, start: 'another time' });
  assert.equal(await withFileLock(lock.path, signal, async () => 'mine'), 'mine');
});

test('a lock of a holder that was killed before it gave its name is taken over', async () => {
  using lock = lockPath();
  mkdirSync(lock.path);
  utimesSync(lock.path, 0, 0);
  assert.equal(await withFileLock(lock.path, signal, async () => 'mine'), 'mine');
});

test('a process that was killed while it took a lock over blocks nobody', async () => {
  using lock = lockPath();
  heldBy(lock.path, { pid: process.pid, start: 'another time' });
  mkdirSync(`${lock.path}.takeover`);
  utimesSync(`${lock.path}.takeover`, 0, 0);
  assert.equal(await withFileLock(lock.path, signal, async () => 'mine'), 'mine');
});

test('a lock of a living holder is waited for until the signal comes', async () => {
  using lock = lockPath();
  heldBy(lock.path, { pid: process.pid, start: processStart(process.pid) });
  const waiting = withFileLock(lock.path, AbortSignal.timeout(300), async () => assert.fail('it was held'));
  await assert.rejects(waiting, { name: 'AbortError' });
  assert.equal(existsSync(lock.path), true);
});
