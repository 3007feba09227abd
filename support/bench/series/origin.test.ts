import assert from 'node:assert/strict';
import { it } from 'node:test';
import { originDifferences, relevantEnvironment, type SeriesOrigin } from './origin.ts';

const origin: SeriesOrigin = {
  ...{ version: 1, kubernetes: '1.37', arguments: ['--tags', '@core'], environment: {}, kindling: '0.1.0' },
  ...{ commit: 'abc', dirty: false, changes: undefined, node: 'v24.21.0' },
};

it('has nothing to say of the same code with the same arguments, also once it was read from JSON', () => {
  assert.deepEqual(originDifferences(origin, { ...origin }), []);
  assert.deepEqual(originDifferences(JSON.parse(JSON.stringify(origin)) as SeriesOrigin, origin), []);
});

it('says in what a series differs', () => {
  const now = { ...origin, arguments: [], commit: 'def', dirty: true, changes: '123', node: 'v25.0.0' };
  assert.deepEqual(originDifferences(origin, now), [
    'arguments: ["--tags","@core"] then, [] now',
    'commit: abc then, def now',
    'changes: none then, 123 now',
    'node: v24.21.0 then, v25.0.0 now',
  ]);
  const parallel = { ...origin, environment: { KINDLING_PARALLEL: '3' } };
  assert.deepEqual(originDifferences(origin, parallel), ['environment: {} then, {"KINDLING_PARALLEL":"3"} now']);
});

it('keeps of the environment what scenarios heed', () => {
  const all = { PATH: '/bin', KINDLING_REPORT: 'r', KINDLING_CACHE: 'c', KINDLING_KEEP: '', K6_BIN: 'k6' };
  assert.deepEqual(relevantEnvironment({ ...all, KINDLING_METER: 'k6' }), { K6_BIN: 'k6', KINDLING_METER: 'k6' });
});
