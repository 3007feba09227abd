import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from './processes.ts';

/** A lock without a word of its holder belongs to one that is just writing it, or that was killed while it did. */
const NAMELESS_MS = 5000;
const HOLDER = 'holder.json';

/**
 * Runs `work` while no other process runs work under the same lock. A lock whose holder is gone is taken over, so a
 * killed process blocks nobody.
 * @param path a folder that exists exactly while the lock is held.
 */
export async function withFileLock<T>(path: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
  while (!tryLock(path)) await delay(100, undefined, { signal });
  try {
    return await work();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function tryLock(path: string): boolean {
  try {
    mkdirSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (!heldByLiving(path)) takeOver(path);
    return false;
  }
  writeFileSync(join(path, HOLDER), JSON.stringify({ pid: process.pid, start: processStart(process.pid) }));
  return true;
}

/**
 * Removes a lock whose holder is gone. One process at a time does so, and looks again first: else one that looked before
 * another took the lock over would remove the lock of a living holder.
 */
function takeOver(path: string): void {
  const permit = `${path}.takeover`;
  try {
    mkdirSync(permit);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (ageOf(permit) > NAMELESS_MS) rmSync(permit, { recursive: true, force: true });
    return;
  }
  try {
    if (!heldByLiving(path)) rmSync(path, { recursive: true, force: true });
  } finally {
    rmSync(permit, { recursive: true, force: true });
  }
}

function heldByLiving(path: string): boolean {
  let holder: { pid: number; start?: string };
  try {
    holder = JSON.parse(readFileSync(join(path, HOLDER), 'utf8'));
  } catch {
    return ageOf(path) < NAMELESS_MS;
  }
  const start = processStart(holder.pid);
  return start !== undefined && start === holder.start;
}

/** How old a folder is, in ms; zero when it has just gone. */
function ageOf(path: string): number {
  const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
  return made === undefined ? 0 : Date.now() - made;
}
