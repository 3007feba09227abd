import assert from 'node:assert/strict';
import { it } from 'node:test';
import { settledUntil } from './settled.ts';
import { T0 } from './testing/objects.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

it('is settled once every stream has left the sample of a request from after the instant', () => {
  const builder = new TimelineBuilder().traffic({ stream: 'fresh', ratePerSecond: 50 });
  assert.equal(settledUntil([], T0 + 30), 'no-traffic');
  assert.equal(settledUntil(builder.at(20).request().facts, T0 + 30), 'pending');
  assert.equal(settledUntil(builder.at(40).request().facts, T0 + 30), 'settled');
});

it('is pending while a script runs: it plans no stream, so that no sample tells that others have come', () => {
  const builder = new TimelineBuilder().traffic().at(20).request().at(40).request();
  assert.equal(settledUntil(builder.facts, T0 + 30), 'pending');
  assert.equal(settledUntil(builder.at(50).trafficStops().facts, T0 + 30), 'settled');
});
