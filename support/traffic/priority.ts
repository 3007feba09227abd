import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { execa } from 'execa';
import type { MeterPriority } from '../timeline/facts.ts';
import type { Command } from './generator.ts';
import { MeterError } from './meter-error.ts';

/** The priority that the meter's small processes run at: the generator and the untouched target. */
export interface Priority {
  readonly name: MeterPriority;
  /** Goes before a command to start it; empty for `normal`. What is to be real-time is only limited by it, until `raise`. */
  readonly prefix: readonly string[];
  /** Why it is this one, for people. */
  readonly reason: string;
}

/** What an ordinary process has. */
export const NORMAL: Priority = { name: 'normal', prefix: [], reason: 'as asked for' };

/** Above ordinary processes, below the kernel's own threads (50, 99). */
const REAL_TIME = 10;
const NICE = -15;
/** The probe runner needs less to load its script for the most virtual users; whatever computes longer runs wild. */
const MOST_MS = 5000;
const NAMES = ['real-time', 'raised', 'normal'] as const;

/**
 * The command that starts another and lets the kernel kill it when, at real-time priority, a thread of it computes this long
 * without once waiting (RLIMIT_RTTIME in getrlimit(2)), which nothing in it could do for itself.
 */
export function limitPrefix(mostMs = MOST_MS): string[] {
  return ['prlimit', `--rttime=${mostMs * 1000}`];
}

/** What gives a command, or with `--pid` a process, real-time priority (sched(7)). */
export const REAL_TIME_COMMAND = ['chrt', '--rr', String(REAL_TIME)] as const;

/**
 * The highest priority that is allowed here and safe. Real-time is safe where the kernel holds time back for everything else
 * (`kernel.sched_rt_runtime_us`) and one core more than the generator's is left. Tried out, so never an error later.
 * `KINDLING_METER_PRIORITY` asks for another.
 * @throws {MeterError} when it asks for a word that is none.
 */
export async function findPriority(
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Priority> {
  const wanted = environment['KINDLING_METER_PRIORITY'] || undefined;
  if (wanted !== undefined && !(NAMES as readonly string[]).includes(wanted)) {
    throw new MeterError(`KINDLING_METER_PRIORITY is "${wanted}", expected one of ${NAMES.join(', ')}`);
  }
  if (wanted === 'normal') return NORMAL;
  const obstacle = wanted === 'raised' ? 'as asked for' : await obstacleToRealTime(signal);
  if (obstacle === undefined) {
    return { name: 'real-time', prefix: limitPrefix(), reason: `round robin ${REAL_TIME}` };
  }
  const raised = ['nice', '-n', String(NICE)];
  // Not allowed to, `nice` warns and goes on; without a command it prints what it has come to.
  const tried = await execa('nice', ['-n', String(NICE), 'nice'], { reject: false, cancelSignal: signal });
  signal.throwIfAborted();
  if (tried.exitCode === 0 && Number(tried.stdout) < 0) {
    return { name: 'raised', prefix: raised, reason: `nice ${tried.stdout}; ${obstacle}` };
  }
  return { ...NORMAL, reason: obstacle };
}

async function obstacleToRealTime(signal: AbortSignal): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'real-time priority is for Linux';
  if (availableParallelism() < 2) return 'a single core has no room for real-time priority';
  const [runtime, period] = await Promise.all(['runtime', 'period'].map(throttle));
  if (runtime === undefined || period === undefined || runtime < 0 || runtime >= period) {
    return 'kernel.sched_rt_runtime_us holds no time back for other processes';
  }
  const [command = '', ...args] = [...limitPrefix(), ...REAL_TIME_COMMAND, 'true'];
  const { exitCode, code, stderr } = await execa(command, args, { reject: false, cancelSignal: signal });
  signal.throwIfAborted();
  if (code === 'ENOENT') return 'no prlimit on PATH';
  return exitCode === 0 ? undefined : `real-time priority is not allowed: ${String(stderr).trim().split('\n')[0]}`;
}

async function throttle(name: string): Promise<number | undefined> {
  try {
    return Number(await readFile(`/proc/sys/kernel/sched_rt_${name}_us`, 'utf8'));
  } catch {
    // No such limit, as in some sandboxes: then nothing is known to be held back.
    return undefined;
  }
}

/**
 * The same command, to be started at a priority. Its process keeps its id: each part of the prefix becomes the next. At real-time priority k6, a
 * Go program that would use every core, leaves one to everything else (https://pkg.go.dev/runtime#hdr-Environment_Variables).
 */
export function prioritised({ name, prefix }: Priority, command: Command): Command {
  if (prefix.length === 0) return command;
  const [file = command.file, ...before] = prefix;
  const cores = Math.max(1, availableParallelism() - 1);
  const environment = name === 'real-time' ? { GOMAXPROCS: String(cores) } : {};
  return { file, arguments: [...before, command.file, ...command.arguments], environment };
}
