/** Tells people what slow work is doing, a line at a time. Lines are complete sentences without a trailing full stop. */
export type Progress = (line: string) => void;

/** How often long work says that it is still going on, so that nobody takes it for dead. */
const HEARTBEAT_MS = 15_000;

/** Formats a duration for people: `0.4s`, `12.3s`, `4m05s`. */
export function formatElapsed(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)}s`;
  return `${Math.floor(seconds / 60)}m${String(Math.floor(seconds % 60)).padStart(2, '0')}s`;
}

/**
 * Runs `work` and reports its start, a heartbeat while it lasts, and its end with the time it took.
 * Errors pass through unchanged.
 */
export async function reported<T>(progress: Progress, name: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const elapsed = () => formatElapsed(performance.now() - startedAt);
  progress(`${name} …`);
  const heartbeat = setInterval(() => progress(`${name} … ${elapsed()}`), HEARTBEAT_MS);
  try {
    const result = await work();
    progress(`${name}: done in ${elapsed()}`);
    return result;
  } finally {
    clearInterval(heartbeat);
  }
}
