import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processStart } from './processes.ts';

/** A lock without a word of its holder belongs to one that is just writing it, or that was killed while it did. */
const NAMELESS_MS = 5000;
const RETRY_MS = 100;

/**
 * Runs `work` while no other process runs work under the same lock. A lock whose holder is gone is taken over, so a
 * killed process blocks nobody.
 * @param path a folder that exists exactly while the lock is held.
 * @param waiting called once when another process holds the lock.
 */
export async function withFileLock<T>(
  path: string,
  signal: AbortSignal,
  work: () => Promise<T>,
  waiting?: () => void,
): Promise<T> {
  let told = false;
  while (!tryLock(path)) {
    if (!told && holderLives(path)) waiting?.();
    told = true;
    await delay(RETRY_MS, undefined, { signal });
  }
  try {
    return await work();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

function tryLock(path: string): boolean {
  if (!madeFolder(path)) {
    if (!holderLives(path)) removeDead(path);
    return false;
  }
  writeFileSync(join(path, 'holder.json'), JSON.stringify({ pid: process.pid, start: processStart(process.pid) }));
  return true;
}

/**
 * Removes a lock whose holder is gone. Of several that found it dead only one may, and only after it has looked again: another
 * may have removed it already and hold a new one of the same name. All of this happens within one turn, so that who holds the
 * right to it has it for a moment only.
 */
function removeDead(path: string): void {
  const right = `${path}.removal`;
  if (!madeFolder(right)) {
    const made = statSync(right, { throwIfNoEntry: false })?.mtimeMs;
    if (made !== undefined && Date.now() - made > NAMELESS_MS) rmSync(right, { recursive: true, force: true });
    return;
  }
  try {
    if (!holderLives(path)) rmSync(path, { recursive: true, force: true });
  } finally {
    rmSync(right, { recursive: true, force: true });
  }
}

/** @returns whether this call made the folder. */
function madeFolder(path: string): boolean {
  try {
    mkdirSync(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

function holderLives(path: string): boolean {
  let holder: { pid: number; start?: string };
  try {
    holder = JSON.parse(readFileSync(join(path, 'holder.json'), 'utf8'));
  } catch {
    const made = statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    return made === undefined || Date.now() - made < NAMELESS_MS;
  }
  const start = processStart(holder.pid);
  return start !== undefined && start === holder.start;
}
