import assert from 'node:assert/strict';
import test from 'node:test';
import { emptySink, type MetricType } from './sink.ts';

const cases: readonly (readonly [MetricType, readonly number[], Readonly<Record<string, number>>])[] = [
  ['counter', [1, 2, 3], { count: 6, rate: 3 }],
  ['gauge', [5, -2, 3], { value: 3, min: -2, max: 5 }],
  ['rate', [1, 0, 0, 1, 0], { rate: 0.4, passes: 2, fails: 3 }],
  ['trend', [10, 1, 4, 3, 2], { avg: 4, min: 1, max: 10, med: 3, 'p(50)': 3, 'p(90)': 7.6, 'p(99.5)': 9.88 }],
  ['trend', [], { avg: 0, min: 0, max: 0, med: 0, 'p(95)': 0 }],
  ['rate', [], { rate: 0 }],
];

for (const [type, values, expected] of cases) {
  test(`a ${type} of ${values.join(', ') || 'nothing'}`, () => {
    const sink = emptySink(type);
    for (const value of values) sink.add(value);
    assert.equal(sink.count, values.length);
    for (const [name, wanted] of Object.entries(expected)) {
      assert.ok(
        Math.abs((sink.aggregate(name, 2000) ?? Number.NaN) - wanted) < 1e-9,
        `${name} is ${sink.aggregate(name, 2000)}`,
      );
    }
  });
}

test('an aggregation of another type is none', () => {
  assert.equal(emptySink('trend').aggregate('count', 1), undefined);
  assert.equal(emptySink('trend').aggregate('p(101)', 1), undefined);
  assert.equal(emptySink('counter').aggregate('avg', 1), undefined);
});
