import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inLanes, type Lane } from './lanes.ts';

/** What was under way at the same time, in the order in which it began; each item takes its own number of turns. */
async function groups(items: readonly number[], lanes: number, laneOf: (item: number) => Lane): Promise<string[]> {
  const underWay = new Set<number>();
  const seen: string[] = [];
  await inLanes(items, lanes, laneOf, async (item) => {
    underWay.add(item);
    seen.push([...underWay].join('+'));
    for (let turn = 0; turn < item; turn++) await new Promise(setImmediate);
    underWay.delete(item);
  });
  return seen;
}

test('one lane keeps the order', async () => {
  assert.deepEqual(await groups([3, 1, 2], 1, (item) => (item === 1 ? 'alone' : 'first')), ['3', '1', '2']);
});

test('a lane that is free takes the next item', async () => {
  assert.deepEqual(await groups([5, 1, 2, 3], 2, () => 'any'), ['5', '5+1', '5+2', '5+3']);
});

test('what must be alone is, and comes last', async () => {
  assert.deepEqual(await groups([5, 4, 1, 2], 2, (item) => (item > 3 ? 'alone' : 'any')), ['1', '1+2', '5', '4']);
});

test('what only one lane can do is done by it in order, beside the rest, before it takes a share of that', async () => {
  const seen = await groups([12, 2, 8, 3, 30], 2, (item) => (item === 12 || item === 8 ? 'first' : 'any'));
  assert.deepEqual(seen, ['12', '12+2', '12+3', '12+30', '30+8']);
  assert.deepEqual(await groups([5, 6], 3, () => 'first'), ['5', '6']);
});

test('more lanes than items harm nobody, and no item is no work', async () => {
  assert.deepEqual(await groups([1], 4, () => 'any'), ['1']);
  assert.deepEqual(await groups([], 4, () => 'any'), []);
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
    inLanes([1, 2], 2, () => 'any', work),
    failure,
  );
  assert.equal(ended, 1);
});
