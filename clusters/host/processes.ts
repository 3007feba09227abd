import { readdirSync, readFileSync } from 'node:fs';
import { startByPs } from './ps-start.ts';

/** A process as `/proc` shows it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly arguments: readonly string[];
}

/** All processes whose command line names `path` (a private path, so that they can only be ours). Linux only; else none. */
export function processesNaming(path: string): ProcessInfo[] {
  return processes((_, commandLine) => commandLine.includes(path));
}

/** The processes that a process has started and that have not ended. Linux only; else none. */
export function childrenOf(parent: number): ProcessInfo[] {
  return processes((pid) => statFields(pid)?.[1] === String(parent) && processStart(pid) !== undefined);
}

function processes(belongs: (pid: number, commandLine: string) => boolean): ProcessInfo[] {
  if (process.platform !== 'linux') return [];
  const found: ProcessInfo[] = [];
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    if (!Number.isInteger(pid) || pid === process.pid) continue;
    const commandLine = readIfThere(`/proc/${pid}/cmdline`);
    if (commandLine === undefined || !belongs(pid, commandLine)) continue;
    found.push({ pid, arguments: commandLine.split('\0').filter(Boolean) });
  }
  return found;
}

/**
 * When a process started: on Linux in clock ticks since boot (proc(5), field 22 of `stat`), elsewhere a date by `ps`. With the pid
 * it names a process for good, where a pid alone may be given to another. Undefined when there is no such process, or it has ended
 * and its parent has not asked yet. @throws where `ps` is needed and cannot be asked.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return startByPs(pid);
  const fields = statFields(pid);
  return fields?.[0] === 'Z' || fields?.[0] === 'X' ? undefined : fields?.[19];
}

/** The fields of `stat` from the third on. */
function statFields(pid: number): string[] | undefined {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The second field is the command in parentheses and may hold spaces and parentheses itself.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Sends a signal to a process that may have ended in the meantime. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ESRCH' || code === 'EACCES') return undefined;
    throw error;
  }
}
