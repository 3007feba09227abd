import { WatchBehind } from '../observe/watch-progress.ts';

/** Watches that can be asked whether they have told everything up to now. */
export interface Catching {
  caughtUp(signal: AbortSignal): Promise<void>;
}

/**
 * Waits until the watches have told everything up to now, and says what keeps them from it, a sentence each: an API server that does
 * not answer has blinded them, whatever it is that failed.
 * @param run ends the run early.
 * @throws what that was.
 */
export async function whatIsBehind(watches: Catching, signal: AbortSignal, run: AbortSignal): Promise<string[]> {
  try {
    await watches.caughtUp(signal);
    return [];
  } catch (error) {
    if (run.aborted) throw error;
    if (error instanceof WatchBehind) return [error.message];
    const text = error instanceof Error ? error.message : String(error);
    return [`whether the watches have told everything cannot be known: ${text}`];
  }
}
