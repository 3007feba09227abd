import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { disruptionOf } from './disruption.ts';
import { failureShareUpperBound } from './failure-bound.ts';
import { T0 } from './testing/objects.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

describe('disruptionOf', () => {
  it('leaves out what failed before traffic was known to flow, unless asked for that time', () => {
    const builder = new TimelineBuilder().request({ outcome: 'refused' }).at(50).request();
    builder.at(60).add({ type: 'traffic-flows', service: 'rng' }).at(70).request().at(90).request();
    assert.deepEqual(
      disruptionOf(builder.facts).map(({ requests, failed }) => [requests, failed]),
      [[2, 0]],
    );
    assert.equal(disruptionOf(builder.facts, { from: T0 })[0]?.failed, 1);
  });

  it('sums up a stream with an outage in the middle', () => {
    const builder = new TimelineBuilder();
    for (let at = 0; at < 200; at += 20) {
      const failed = at >= 60 && at < 120;
      builder.at(at).request(failed ? { outcome: at === 60 ? 'timeout' : 'refused' } : { pod: at < 60 ? 'a' : 'b' });
    }
    const [fresh, ...others] = disruptionOf(builder.facts);
    assert.ok(fresh);
    assert.equal(others.length, 0);
    assert.deepEqual([fresh.stream, fresh.requests, fresh.failed, fresh.failureShare], ['fresh', 10, 3, 0.3]);
    assert.deepEqual(
      [...fresh.failures],
      [
        ['refused', 2],
        ['timeout', 1],
      ],
    );
    const seen = { from: T0 + 50, to: T0 + 110, durationMs: 60, uncertainMs: 20, failed: 3, open: false };
    assert.deepEqual(fresh.outages, [{ ...seen, kind: 'refused', door: undefined }]);
    assert.equal(fresh.longestOutageMs, 60);
    assert.deepEqual(fresh.answers, [
      { pod: 'b', requests: 4, firstAt: T0 + 120, lastAt: T0 + 180 },
      { pod: 'a', requests: 3, firstAt: T0, lastAt: T0 + 40 },
    ]);
    assert.deepEqual(fresh.latency, { p50: 2, p90: undefined, p99: undefined, max: undefined });
  });

  it('marks outages without success before or after as open', () => {
    const { facts } = new TimelineBuilder()
      .at(0)
      .request({ outcome: 'refused' })
      .at(20)
      .request()
      .at(40)
      .request({ outcome: 'timeout', durationMs: 1000 });
    const spans = disruptionOf(facts)[0]?.outages.map(({ from, to, open }) => [from - T0, to - T0, open]);
    assert.deepEqual(spans, [
      [0, 10, true],
      [30, 1040, true],
    ]);
  });

  it('keeps streams apart, orders by sending, and counts a sample told twice once', () => {
    const { facts } = new TimelineBuilder()
      .at(40)
      .request({ stream: 'keepalive', request: 1, outcome: 'closed' })
      .at(0)
      .request({ stream: 'keepalive', request: 0, pod: 'a' })
      .request({ stream: 'control' });
    const twice = disruptionOf([...facts, ...facts]);
    assert.deepEqual(
      twice.map(({ stream, requests, failed }) => [stream, requests, failed]),
      [
        ['keepalive', 2, 1],
        ['control', 1, 0],
      ],
    );
    assert.equal(twice[0]?.outages[0]?.from, T0 + 20);
  });

  it('counts requests by when they were sent', () => {
    const { facts } = new TimelineBuilder().at(0).request().at(10).request().at(20).request();
    assert.equal(disruptionOf(facts, { from: T0 + 10, to: T0 + 20 })[0]?.requests, 1);
    assert.deepEqual(disruptionOf(facts, { from: T0 + 30 }), []);
  });
});

describe('failureShareUpperBound', () => {
  it('follows the rule of three without failures', () => {
    assert.ok(Math.abs(failureShareUpperBound(0, 600) - 0.00498) < 0.00001);
  });

  it('agrees with the tables of Clopper and Pearson', () => {
    assert.ok(Math.abs(failureShareUpperBound(1, 10) - 0.39416) < 0.00001);
    assert.ok(Math.abs(failureShareUpperBound(5, 100) - 0.10225) < 0.00005);
  });

  it('stays finite for many requests, and rules nothing out without any or when all failed', () => {
    const bound = failureShareUpperBound(4000, 20_000);
    assert.ok(bound > 0.2 && bound < 0.21);
    assert.equal(failureShareUpperBound(0, 0), 1);
    assert.equal(failureShareUpperBound(7, 7), 1);
  });
});
