import type { Sample } from './samples.ts';

/** Percentiles of the time to an answer, in ms; undefined where so many requests failed that the percentile had none. */
export interface Latency {
  readonly p50: number | undefined;
  readonly p90: number | undefined;
  readonly p99: number | undefined;
  readonly max: number | undefined;
}

/**
 * Percentiles (nearest rank) over all requests. A failure ranks as slower than any answer: left out, or counted with the
 * time in which it was refused, an outage would make the numbers better.
 */
export function latencyOf(samples: readonly Sample[]): Latency {
  const ranked = samples
    .map(({ outcome, durationMs }) => (outcome === 'ok' ? durationMs : Number.POSITIVE_INFINITY))
    .sort((a, b) => a - b);
  const percentile = (share: number) => {
    const value = ranked[Math.max(0, Math.ceil(share * ranked.length) - 1)];
    return value === Number.POSITIVE_INFINITY ? undefined : value;
  };
  return { p50: percentile(0.5), p90: percentile(0.9), p99: percentile(0.99), max: percentile(1) };
}
