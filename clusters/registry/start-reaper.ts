import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const REAPER = fileURLToPath(new URL('reaper.ts', import.meta.url));

/**
 * Starts the process that removes a run when this process ends without having done so, however it ends. It has a session of its
 * own, so that Ctrl-C and a closed terminal do not reach it, and hears of this process's end by its standard input, which the
 * kernel closes. It keeps this process from nothing, and ends with it.
 */
export function startReaper(run: string): void {
  const reaper = spawn(process.execPath, [REAPER, run], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  // Without a reaper the next run, or `npm run clean`, removes what a killed one left.
  reaper.on('error', () => {});
  reaper.stdin.on('error', () => {});
  reaper.unref();
  // A pipe of a child process is a socket to Node, though its type does not say so.
  (reaper.stdin as unknown as { unref(): void }).unref();
}
