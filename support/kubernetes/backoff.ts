import { setTimeout } from 'node:timers/promises';

/** Waits so many ms, or rejects with the signal's reason. A parameter wherever it is used, so that tests need not wait. */
export type Delay = (ms: number, signal: AbortSignal) => Promise<void>;

/** `Delay` on the real clock. */
export const delay: Delay = async (ms, signal) => {
  signal.throwIfAborted();
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
};

/** How long to wait before trying again after so many failures in a row: 0 ms after the first, then 50 ms doubling up to 2 s. */
export function backoffMs(failures: number): number {
  return failures <= 1 ? 0 : Math.min(2000, 50 * 2 ** (failures - 2));
}
