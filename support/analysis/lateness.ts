/** Largest and 99th percentile (nearest rank) of how late requests were sent, in ms; both 0 without any. */
export interface Lateness {
  readonly lateMaxMs: number;
  readonly lateP99Ms: number;
}

/** Sums up lateness. */
export function latenessOf(lateMs: readonly number[]): Lateness {
  const sorted = Float64Array.from(lateMs).sort();
  return {
    lateMaxMs: sorted.at(-1) ?? 0,
    lateP99Ms: sorted.at(Math.max(0, Math.ceil(sorted.length * 0.99) - 1)) ?? 0,
  };
}
