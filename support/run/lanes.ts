/** Where an item may be worked on: beside others; in the one lane that has what these need; or with nothing else under way. */
export type Lane = 'any' | 'first' | 'alone';

/**
 * Does work on items, so many at a time. They begin in their order, except that the first lane does those that only it can do
 * before it takes any other, and that those which must be alone come last, one by one. One lane keeps the order whole.
 * @throws what the first failed work threw, once nothing is under way any more.
 */
export async function inLanes<T>(
  items: readonly T[],
  lanes: number,
  laneOf: (item: T) => Lane,
  work: (item: T) => Promise<void>,
): Promise<void> {
  if (lanes === 1) {
    for (const item of items) await work(item);
    return;
  }
  const of = (lane: Lane) => items.filter((item) => laneOf(item) === lane);
  const queue = of('any').values();
  const lane = async (_: unknown, index: number) => {
    for (const item of index === 0 ? of('first') : []) await work(item);
    for (const item of queue) await work(item);
  };
  const ended = await Promise.allSettled(Array.from({ length: lanes }, () => undefined).map(lane));
  for (const result of ended) if (result.status === 'rejected') throw result.reason;
  for (const item of of('alone')) await work(item);
}
