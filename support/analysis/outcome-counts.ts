import type { ProbeOutcome } from '../timeline/facts.ts';
import type { Sample } from './samples.ts';

/** How many requests ended in each way, the most frequent first, of equals by name. */
export function outcomeCounts(samples: readonly Sample[]): ReadonlyMap<ProbeOutcome, number> {
  const counts = new Map<ProbeOutcome, number>();
  for (const { outcome } of samples) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return new Map([...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b)));
}
