/**
 * The request that a reader comes to who goes on by one from `current`: the next or the one before, none past either end.
 * From nothing, or from what is out of view, it is the first in view on the way on, the last in view on the way back.
 *
 * The page carries this function's own source, so it uses nothing from outside of it.
 *
 * @param times of all requests in seconds, ascending, at least one
 */
export function nextRequest(
  times: readonly number[],
  [from, to]: readonly [number, number],
  current: number | undefined,
  by: 1 | -1,
): number {
  const last = times.length - 1;
  const at = current === undefined ? undefined : times[current];
  if (current !== undefined && at !== undefined && at >= from && at <= to) {
    return Math.min(Math.max(current + by, 0), last);
  }
  if (by === -1)
    return Math.max(
      0,
      times.findLastIndex((time) => time <= to),
    );
  const first = times.findIndex((time) => time >= from);
  return first === -1 ? last : first;
}
