import { spawnSync } from 'node:child_process';

/**
 * When a process started, as `ps` tells it: a date in UTC, by the second. POSIX has neither that column nor one for zombies, but
 * macOS, the BSDs and procps have both. Undefined when there is no such process, or it has ended and its parent has not asked yet.
 * @throws when `ps` cannot be asked: nobody can then tell a process that is gone from one that lives.
 */
export function startByPs(pid: number): string | undefined {
  // 0 is the kernel's own on macOS, and stands for no process at all in records.
  if (pid <= 0) return undefined;
  const { status, stdout, stderr, error } = spawnSync('ps', ['-o', 'stat=', '-o', 'lstart=', '-p', String(pid)], {
    encoding: 'utf8',
    // Names of days and months, and the hour, must be the same whoever asks.
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
  });
  if (status === 0 || (status === 1 && stdout.trim() === '' && stderr.trim() === '')) {
    const [state = 'Z', ...start] = stdout.trim().split(/\s+/);
    return start.length === 0 || state.startsWith('Z') ? undefined : start.join(' ');
  }
  throw new Error(
    `"ps -o stat= -o lstart= -p ${pid}" failed (${error?.message ?? `exit code ${status}: ${stderr.trim()}`}), so that nobody ` +
      'can tell whether that process lives: install ps, of procps or of the system, and see that PATH leads to it',
    { cause: error },
  );
}
