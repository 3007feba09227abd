import assert from 'node:assert/strict';
import { it } from 'node:test';
import { catalogueTable, recreatedLine, runTable, scenarioTables } from './format-spread.ts';
import { catalogueSpreads, runSpreads, scenarioSpreads, spreadOf } from './spread.ts';
import { scenarioSummary, seriesRun } from './testing/series-builder.ts';

const pods = (count: number) => [{ owner: 'deployment/rng', count }];
const runs = [1, 2, 3].map((number) =>
  seriesRun(
    number,
    [
      scenarioSummary('s1', { seconds: number * 10, recreated: pods(1), line: 3 }),
      scenarioSummary('s2', { seconds: 5, recreated: number === 3 ? [] : pods(2), name: 'a race | of two' }),
    ],
    { wallMs: number * 60_000, phases: number === 1 ? {} : { up: 11 + number } },
  ),
);
const scenarios = scenarioSpreads(runs);

it('has no spread of nothing', () => {
  assert.equal(spreadOf([]), undefined);
  assert.deepEqual(spreadOf([3, 1, 2, 9]), { of: 4, least: 1, median: 2.5, most: 9 });
});

it('tells least, median and most of each number of each scenario', () => {
  const seconds = { table: 'time', part: '', name: 'seconds', of: 3 };
  assert.deepEqual(
    scenarios.map(({ measures }) => measures),
    [[{ ...seconds, least: 10, median: 20, most: 30 }], [{ ...seconds, least: 5, median: 5, most: 5 }]],
  );
});

it('says of recreated pods that they vary, a run without any among them', () => {
  assert.deepEqual(
    scenarios.map(({ recreated }) => recreated),
    [
      [{ owner: 'deployment/rng', counts: [1, 1, 1], varies: false }],
      [{ owner: 'deployment/rng', counts: [2, 2, 0], varies: true }],
    ],
  );
  assert.equal(recreatedLine(scenarios), 'Recreated pods per owner vary in: a race | of two (f.feature:7).');
  assert.match(recreatedLine(scenarios.slice(0, 1)), /were the same in all runs/);
});

it('finds over the whole catalogue where a number was spread most', () => {
  assert.deepEqual(catalogueSpreads(scenarios), [
    {
      ...{ table: 'time', part: '', name: 'seconds', scenarios: 2 },
      ...{ medianOfMedians: 12.5, largest: 20, where: 'features/f.feature:3' },
    },
  ]);
});

it('measures whole runs, a phase only where there was one', () => {
  assert.deepEqual(runSpreads(runs), [
    { name: 'run', of: 3, least: 60, median: 120, most: 180 },
    { name: 'cluster: up', of: 2, least: 13, median: 13.5, most: 14 },
  ]);
});

it('writes tables that are readable as they are', () => {
  assert.deepEqual(runTable(runSpreads(runs)), [
    '| seconds     | least | median | most | runs |',
    '| ----------- | ----: | -----: | ---: | ---: |',
    '| run         |    60 |    120 |  180 |    3 |',
    '| cluster: up |    13 |   13.5 |   14 |    2 |',
  ]);
  assert.equal(
    catalogueTable(catalogueSpreads(scenarios)).at(-1),
    '| seconds |         2 |              12.5 |             20 | f.feature:3 |',
  );
  assert.deepEqual(scenarioTables(scenarios), [
    '## Each scenario: time',
    '',
    '| scenario                       |      seconds |                    recreated |',
    '| ------------------------------ | -----------: | ---------------------------: |',
    '| scenario s1 (f.feature:3)      | 10 / 20 / 30 |             deployment/rng 1 |',
    '| a race \\| of two (f.feature:7) |            5 | deployment/rng varies 0 to 2 |',
    '',
  ]);
});

it('tells in how many runs a number was measured that not all have', () => {
  const overhead = { setupMs: 5, restMs: 0, endMs: 7 };
  const some = [seriesRun(1, [scenarioSummary('s1', { overhead })]), seriesRun(2, [scenarioSummary('s1')])];
  assert.match(
    scenarioTables(scenarioSpreads(some)).join('\n'),
    /\| +1 \| 5 \(1 of 2\) \| 0 \(1 of 2\) \| 7 \(1 of 2\) \|/,
  );
});
