import type { Progress } from '../../clusters/progress.ts';

/** A line of progress on the error stream, with the time since the process started. */
export const tell: Progress = (line) => {
  const seconds = performance.now() / 1000;
  process.stderr.write(`${seconds.toFixed(1).padStart(6)}s  ${line}\n`);
};
