/**
 * Runs several pieces of work at the same time. When one fails, the others are told by their signal to end, and are waited for:
 * what they were about to make is then made, and can be removed. @throws what failed first.
 */
export async function allOrNone<T>(
  work: readonly ((signal: AbortSignal) => Promise<T>)[],
  signal: AbortSignal,
): Promise<T[]> {
  const others = new AbortController();
  const each = AbortSignal.any([signal, others.signal]);
  const failures: unknown[] = [];
  const results = await Promise.all(
    work.map(async (run) => {
      try {
        return [await run(each)];
      } catch (error) {
        failures.push(error);
        others.abort(error);
        return [];
      }
    }),
  );
  if (failures.length > 0) throw failures[0];
  return results.flat();
}
