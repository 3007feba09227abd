import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { T0 } from '../../analysis/testing/objects.ts';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import { failedAtLeast } from './failed-at-least.ts';

const sent = { from: T0, until: T0 + 100 };
const two = failedAtLeast(2, sent);

/** Two requests of which one fails, and one to the untouched target that fails, too. */
function traffic() {
  return new TimelineBuilder()
    .traffic({ stream: 'fresh', ratePerSecond: 50 }, { stream: 'control', ratePerSecond: 0 })
    .at(20)
    .request({ outcome: 'refused' })
    .request({ stream: 'control', outcome: 'timeout' })
    .at(40)
    .request();
}

describe('failedAtLeast', () => {
  it('holds at the failure that makes up the number', () => {
    const { facts } = traffic().at(60).request({ outcome: 'timeout' });
    assert.deepEqual(two.evaluate(facts), { holds: true, lastSeen: '2 of 3 requests failed' });
  });

  it('fails once all requests have ended, and can tell nothing before', () => {
    const builder = traffic();
    assert.match(two.evaluate(builder.facts).blind ?? '', /left no sample/);
    builder.at(110).request({ outcome: 'refused' });
    const seen = two.evaluate(builder.facts);
    assert.deepEqual([seen.holds, seen.final, seen.blind], [false, true, undefined]);
    assert.equal(seen.lastSeen, '1 of 2 requests failed');
    assert.equal(two.describe, 'at least 2 requests failed');
    assert.equal(failedAtLeast(1, sent).describe, 'at least 1 request failed');
  });

  it('is blind without traffic and without requests', () => {
    assert.equal(two.evaluate([]).blind, 'no traffic was started');
    const { facts } = new TimelineBuilder().traffic({ stream: 'fresh', ratePerSecond: 50 }).at(200).trafficStops();
    assert.equal(two.evaluate(facts).blind, 'no request was sent');
  });
});
