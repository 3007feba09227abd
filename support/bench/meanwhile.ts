/**
 * Does work, and something else while it is under way. Neither outlives the call.
 * @param aside is given a signal that aborts when the work has ended.
 * @returns what the work gave.
 * @throws what the work threw; else what the other threw, which includes that the work ended before it.
 */
export async function meanwhile<T>(work: () => Promise<T>, aside: (ended: AbortSignal) => Promise<void>): Promise<T> {
  const ended = new AbortController();
  const other = aside(ended.signal);
  // It may fail long before the work ends, and is heard only then.
  other.catch(() => {});
  try {
    const result = await work();
    ended.abort(new Error('the scenarios ended before what was to happen meanwhile had happened'));
    await other;
    return result;
  } finally {
    ended.abort(new Error('the scenarios have failed'));
    await Promise.allSettled([other]);
  }
}
