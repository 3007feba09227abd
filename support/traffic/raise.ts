import { readdir, readFile } from 'node:fs/promises';
import { execa } from 'execa';
import { MeterError } from './meter-error.ts';
import { type Priority, REAL_TIME_COMMAND } from './priority.ts';

/**
 * Gives a process and its threads the priority that it was started for, once it is up: while it loads and compiles it would
 * take the processor from meters that measure already, for a whole time slice of 100 ms (sched_rr_get_interval(2)). Only
 * real-time priority is given so late; what a process starts from then on inherits it.
 * @param group whether all processes of the group that this one leads are meant.
 * @throws {MeterError} when the kernel does not give it to a process that still runs.
 */
export async function raise({ name }: Priority, pid: number, group = false): Promise<void> {
  if (name !== 'real-time') return;
  for (const each of group ? await processesOfGroup(pid) : [pid]) await raiseOne(each);
}

async function raiseOne(pid: number): Promise<void> {
  const [command, ...args] = REAL_TIME_COMMAND;
  const { exitCode, stderr } = await execa(
    command,
    ['--all-tasks', ...args.slice(0, -1), '--pid', ...args.slice(-1), String(pid)],
    {
      reject: false,
    },
  );
  if (exitCode === 0 || (await groupOf(String(pid))) === undefined) return;
  throw new MeterError(`process ${pid} was not given real-time priority: ${stderr.trim()}`);
}

async function processesOfGroup(leader: number): Promise<number[]> {
  const ids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const groups = await Promise.all(ids.map(groupOf));
  return ids.filter((_, index) => groups[index] === leader).map(Number);
}

/** The process group of a process; undefined once it is gone. */
async function groupOf(pid: string): Promise<number | undefined> {
  try {
    // Its name, in brackets, may hold anything; state, parent and group follow it (proc_pid_stat(5)).
    const [, , group] = (await readFile(`/proc/${pid}/stat`, 'utf8')).replace(/^.*\) /s, '').split(' ');
    return Number(group);
  } catch {
    return undefined;
  }
}
