import type { Instant } from '../timeline/facts.ts';
import type { Sample } from './samples.ts';

/** A time in which answers came, but slowly. */
export interface DegradedWindow {
  /** From the sending of the first slow request to that of the first fast one after it, or to the end of the last slow one. */
  readonly from: Instant;
  readonly to: Instant;
  readonly durationMs: number;
  readonly slow: number;
  /** The slowest answer. */
  readonly worstMs: number;
}

/**
 * The times in which every answer took longer than a bound, in samples that are ordered by sending. Failures neither begin
 * nor end one: they make outages.
 */
export function degradedWindows(samples: readonly Sample[], boundMs: number): DegradedWindow[] {
  const windows: DegradedWindow[] = [];
  let slow: Sample[] = [];
  const close = (to: Instant) => {
    const [first] = slow;
    if (first === undefined) return;
    const worstMs = Math.max(...slow.map(({ durationMs }) => durationMs));
    windows.push({ from: first.startedAt, to, durationMs: to - first.startedAt, slow: slow.length, worstMs });
    slow = [];
  };
  for (const sample of samples) {
    if (sample.outcome !== 'ok') continue;
    if (sample.durationMs > boundMs) slow.push(sample);
    else close(sample.startedAt);
  }
  close(slow.reduce((latest, { at }) => Math.max(latest, at), Number.NEGATIVE_INFINITY));
  return windows;
}
