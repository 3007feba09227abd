import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from './processes.ts';

/** A lock without a word of its holder belongs to one that is just writing it, or that was killed while it did. */
const NAMELESS_MS = 5000;

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
    if (!holderLives(path)) rmSync(path, { recursive: true, force: true });
    return false;
  }
  writeFileSync(join(path, 'holder.json'), JSON.stringify({ pid: process.pid, start: processStart(process.pid) }));
  return true;
}

function holderLives(path: string): boolean {
  let holder: { pid: number; start?: string };
  try {
    holder = JSON.parse(readFileSync(join(path, 'holder.json'), 'utf8'));
  } catch {
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return made === undefined || Date.now() - made < NAMELESS_MS;
  }
  return processStart(holder.pid) === holder.start;
}
