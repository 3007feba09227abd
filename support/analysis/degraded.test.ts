import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { degradedWindows } from './degraded.ts';
import { samplesByStream } from './samples.ts';
import { T0 } from './testing/objects.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

function windows(...requests: readonly (number | 'failed')[]) {
  const builder = new TimelineBuilder();
  requests.forEach((each, number) => {
    builder.at(number * 20).request(each === 'failed' ? { outcome: 'reset' } : { durationMs: each });
  });
  return degradedWindows(samplesByStream(builder.facts).get('fresh') ?? [], 100);
}

describe('degradedWindows', () => {
  it('runs from the first slow request to the first fast one, whatever failed in between', () => {
    const expected = { from: T0 + 20, to: T0 + 80, durationMs: 60, slow: 2, worstMs: 300 };
    assert.deepEqual(windows(2, 150, 'failed', 300, 2, 'failed'), [expected]);
  });

  it('ends with the last answer when nothing got fast again, and takes the bound itself for fast', () => {
    assert.deepEqual(
      windows(100, 101).map(({ from, to, slow }) => [from - T0, to - T0, slow]),
      [[20, 121, 1]],
    );
    assert.deepEqual(windows(2, 'failed'), []);
  });
});
