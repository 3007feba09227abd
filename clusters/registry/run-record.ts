import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../host/cache.ts';
import { processStart } from '../host/processes.ts';
import { startReaper } from './start-reaper.ts';

/** Who made something, and whether it may outlive its maker. */
export interface RunRecord {
  /** Unique; part of the names and labels of all that the run makes. */
  readonly id: string;
  readonly purpose: string;
  readonly pid: number;
  /** With the pid it names the process for good. */
  readonly processStart: string | undefined;
  readonly boot: string | undefined;
  /** A cluster of `npm run cluster -- up` stays until it is taken down. */
  readonly kept: boolean;
}

/** A run's folder: its record, and every temporary file that it makes. */
export function runFolder(id: string): string {
  return cacheFolder('runs', id);
}

/**
 * Registers a run before it makes anything, so that what it leaves can be found when it is killed; a reaper process removes
 * that within seconds. Find the engine first: the reaper looks where this process's environment says.
 */
export function registerRun(purpose: string, kept = false): RunRecord {
  const id = randomBytes(4).toString('hex');
  const record = { id, purpose, pid: process.pid, processStart: processStart(process.pid), boot: bootId(), kept };
  writeFileSync(join(runFolder(id), 'record.json'), JSON.stringify(record), { mode: 0o600 });
  startReaper(id);
  return record;
}

/** Forgets a run and removes its folder. Call it when nothing of the run is left. */
export function forgetRun(id: string): void {
  rmSync(runFolder(id), { recursive: true, force: true });
}

/** All runs that are registered, whether they live or not. */
export function registeredRuns(): RunRecord[] {
  const folder = cacheFolder('runs');
  return readdirSync(folder).flatMap((id) => {
    try {
      return [JSON.parse(readFileSync(join(folder, id, 'record.json'), 'utf8')) as RunRecord];
    } catch {
      // Killed between making the folder and writing the record: a run that made nothing.
      return [{ id, purpose: 'unknown', pid: 0, processStart: undefined, boot: undefined, kept: false }];
    }
  });
}

/** Whether the process of a run still lives: same pid, same start, same boot. */
export function runLives(record: RunRecord): boolean {
  const start = processStart(record.pid);
  return start !== undefined && start === record.processStart && record.boot === bootId();
}

/** Which boot this is; undefined off Linux, where a process's start is a date and so tells boots apart by itself. */
function bootId(): string | undefined {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return undefined;
  }
}
