import { clearTimeout, setTimeout } from 'node:timers';

/** The runner's clock: ms since the epoch with fractions, monotonic. */
export function clock(): number {
  return performance.timeOrigin + performance.now();
}

/** Resolves at the instant, at once if it has passed, a ms late at best; when the signal aborts it resolves early. */
export async function until(instant: number, signal: AbortSignal): Promise<void> {
  // A timer may fire up to a millisecond early, for it counts in whole ones.
  for (let left = instant - clock(); left > 0 && !signal.aborted; left = instant - clock()) {
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      const timer = setTimeout(wake, left);
      signal.addEventListener('abort', wake, { once: true });
    });
  }
}
