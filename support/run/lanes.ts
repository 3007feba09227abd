/**
 * Does work on items, so many at a time. They begin in their order, except that those which must be alone come last, one by one:
 * nothing else goes on then.
 * @throws what the first failed work threw, once nothing is under way any more.
 */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  alone: (item: T) => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const together = lanes > 1 ? items.filter((item) => !alone(item)) : items;
  const queue = together.values();
  const lane = async () => {
    for (const item of queue) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.max(1, lanes) }, lane));
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  if (lanes > 1) for (const item of items.filter(alone)) await work(item);
}
