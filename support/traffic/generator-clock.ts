import { now } from '../timeline/recorder.ts';

/**
 * The timeline's clock − the wall clock that a generator started now stamps its samples by, in ms: add it to theirs. Seldom
 * anything, until somebody sets the clock; less than the 2 ms that reading both may take counts as nothing.
 */
export function generatorSkewMs(): number {
  const skewMs = now() - Date.now();
  return Math.abs(skewMs) < 2 ? 0 : skewMs;
}
