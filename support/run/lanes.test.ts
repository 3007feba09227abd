import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inLanes } from './lanes.ts';

/** What was under way at the same time, in the order in which it began; each item takes its own number of turns. */
async function groups(items: readonly number[], lanes: number, alone: (item: number) => boolean): Promise<string[]> {
  const underWay = new Set<number>();
  const seen: string[] = [];
  await inLanes(items, lanes, alone, async (item) => {
    underWay.add(item);
    seen.push([...underWay].join('+'));
    for (let turn = 0; turn < item; turn++) await new Promise(setImmediate);
    underWay.delete(item);
  });
  return seen;
}

test('one lane keeps the order', async () => {
  assert.deepEqual(await groups([3, 1, 2], 1, (item) => item === 1), ['3', '1', '2']);
});

test('a lane that is free takes the next item', async () => {
  assert.deepEqual(await groups([5, 1, 2, 3], 2, () => false), ['5', '5+1', '5+2', '5+3']);
});

test('what must be alone is, and comes last', async () => {
  assert.deepEqual(await groups([5, 4, 1, 2], 2, (item) => item > 3), ['1', '1+2', '5', '4']);
});

test('more lanes than items harm nobody, and no item is no work', async () => {
  assert.deepEqual(await groups([1], 4, () => false), ['1']);
  assert.deepEqual(await groups([], 4, () => false), []);
});

test('work that fails is an error once the rest of its time is over', async () => {
  let ended = 0;
  const failure = new Error('no');
  const work = async (item: number) => {
    if (item === 1) throw failure;
    await new Promise(setImmediate);
    ended++;
  };
  await assert.rejects(
    inLanes([1, 2], 2, () => false, work),
    failure,
  );
  assert.equal(ended, 1);
});
