/** A span of minutes or hours for people, to the second below an hour: `48 s`, `5 min 12 s`, `1 h 20 min`. Takes ms. */
export function formatLongDuration(ms: number): string {
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds} s`;
  if (minutes < 60) return `${minutes} min ${seconds % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
