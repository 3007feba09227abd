/** A span for people: whole seconds bare ("5s"), others with two decimals ("0.31s"), from ten seconds on with one. Takes ms. */
export function formatDuration(ms: number): string {
  if (ms >= 1000 && ms % 1000 === 0) return `${ms / 1000}s`;
  return `${(ms / 1000).toFixed(ms < 10_000 ? 2 : 1)}s`;
}
