import type { Instant } from '../timeline/facts.ts';
import { now } from '../timeline/recorder.ts';

/** The clock that waits are measured with. Tests pass one of their own. */
export interface Clock {
  now(): Instant;
  /** Calls back once at an instant, soon if it is past. The returned function takes it back. */
  callAt(at: Instant, callback: () => void): () => void;
}

/** The clock of the timeline. */
export const timelineClock: Clock = {
  now,
  callAt(at, callback) {
    const timer = setTimeout(callback, Math.max(0, at - now()));
    return () => clearTimeout(timer);
  },
};
