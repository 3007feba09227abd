import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { T0 } from '../../analysis/testing/objects.ts';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import { noOutageLongerThan, p99Below } from './noticed.ts';

const sent = { from: T0, until: T0 + 1000 };

/** 50 requests per second for a second; those of a span fail. */
function traffic(from: number, to: number, durationMs = 2): TimelineBuilder {
  const streams = [{ stream: 'fresh', ratePerSecond: 50 } as const, { stream: 'control', ratePerSecond: 1 } as const];
  const builder = new TimelineBuilder().traffic(...streams);
  for (let at = 0; at < 1000; at += 20) {
    builder.at(at).request(at >= from && at < to ? { outcome: 'refused' } : { durationMs });
  }
  return builder.at(1100).trafficStops();
}

describe('noOutageLongerThan', () => {
  it('judges the longest outage, and says where it was', () => {
    const { facts } = traffic(200, 300);
    assert.equal(noOutageLongerThan(100, sent).evaluate(facts).holds, true);
    const seen = noOutageLongerThan(99, sent).evaluate(facts);
    assert.deepEqual([seen.holds, seen.final], [false, true]);
    assert.equal(seen.lastSeen, 'the longest outage that clients noticed lasted 0.10s');
    assert.deepEqual(seen.details, ['fresh through every door: 0.10s ± 0.02s, 5 requests failed, most refused']);
  });

  it('is blind to outages of less than two periods, and before all requests have ended', () => {
    assert.match(
      noOutageLongerThan(39, sent).evaluate(traffic(0, 0).facts).blind ?? '',
      /knocks at the door every 0\.02s/,
    );
    assert.equal(noOutageLongerThan(40, sent).evaluate(traffic(0, 0).facts).holds, true);
    const early = traffic(0, 0).facts.filter(({ type }) => type !== 'traffic-stopped');
    assert.match(noOutageLongerThan(40, sent).evaluate(early).blind ?? '', /left no sample/);
    assert.equal(noOutageLongerThan(40, sent).evaluate([]).blind, 'no traffic was started');
  });
});

describe('noOutageLongerThan, at any one door', () => {
  const doors = ['worker1', 'worker2', 'worker3'];

  /** 50 requests per second for a second, which take the doors in turn. */
  function inTurn(): TimelineBuilder {
    const builder = new TimelineBuilder().trafficThrough(doors, { stream: 'fresh', ratePerSecond: 50 });
    for (let number = 0; number < 50; number++) builder.at(number * 20).request({ door: doors[number % 3] ?? '' });
    return builder;
  }

  it('is blind below two periods of its share, and says what would do', () => {
    const { facts } = inTurn().at(1100).trafficStops();
    const { holds, final, blind } = noOutageLongerThan(119, sent).evaluate(facts);
    assert.deepEqual([holds, final], [false, true]);
    const told = 'a stream knocks at each of 3 doors every 0.06s, so that only outages of 0.12s are sure to be seen';
    assert.equal(blind, `${told}: ask for 0.12s or more, or send 51 requests per second`);
    assert.equal(noOutageLongerThan(120, sent).evaluate(facts).holds, true);
  });

  it('is blind where the meter left a hole as long as that', () => {
    const builder = new TimelineBuilder().trafficThrough(doors, { stream: 'fresh', ratePerSecond: 50 });
    for (let number = 0; number < 50; number++) {
      const due = number * 20;
      builder.at(due >= 300 && due < 480 ? 480 : due).request({ door: doors[number % 3] ?? '' });
    }
    const { facts } = builder.at(1100).trafficStops();
    const claim = (longestMs: number) => noOutageLongerThan(longestMs, sent).evaluate(facts);
    assert.match(
      claim(239).blind ?? '',
      /^the meter let 0.24s pass .*: ask for 0.24s or more, or run it again with less/,
    );
    assert.equal(claim(240).holds, true);
  });

  it('goes by the longest pause at a door over kept connections, which take no turns', () => {
    const kept = (pauseMs: number) => {
      const builder = new TimelineBuilder().trafficThrough(doors, { stream: 'keepalive', ratePerSecond: 50 });
      for (const door of doors) {
        const stream = 'keepalive';
        for (const at of [0, 100, door === 'worker2' ? 100 + pauseMs : 200]) builder.at(at).request({ stream, door });
      }
      return builder.at(1100).trafficStops().facts;
    };
    const claim = noOutageLongerThan(250, sent);
    assert.equal(claim.evaluate(kept(125)).holds, true);
    assert.match(claim.evaluate(kept(126)).blind ?? '', /^kept connections let 0.13s pass .* the door of worker2, so/);
  });
});

describe('noOutageLongerThan, of a script', () => {
  /** Requests at these times of a script that has ended. */
  const script = (...times: number[]) => {
    const started = { meter: { name: 'k6', version: '2.3.0' }, streams: [], doors: [], timeoutMs: 60_000 } as const;
    const builder = new TimelineBuilder().add({ type: 'traffic-started', script: '/x.ts', ...started });
    for (const at of times) builder.at(at).request();
    return builder;
  };
  const claim = noOutageLongerThan(100, sent);

  it('is blind where the script let more than half of the bound pass between two requests, or sent but one', () => {
    assert.equal(claim.evaluate(script(0, 50, 100, 140).at(150).trafficStops().facts).holds, true);
    const seen = claim.evaluate(script(0, 50, 101, 140).at(150).trafficStops().facts);
    assert.deepEqual([seen.holds, seen.final], [false, true]);
    assert.match(seen.blind ?? '', /^the script let 0\.05s pass between two requests/);
    assert.match(claim.evaluate(script(0).trafficStops().facts).blind ?? '', /a single request/);
    const second = script(0, 50, 100, 140).at(150).request({ door: 'worker2' }).trafficStops();
    assert.match(claim.evaluate(second.facts).blind ?? '', /a single request of a stream knock at the door of worker2/);
  });

  it('fails where an outage was surely longer, however few requests it sent', () => {
    const builder = script(0);
    for (const at of [60, 120, 180, 240]) builder.at(at).request({ outcome: 'refused' });
    const seen = claim.evaluate(builder.at(300).request().trafficStops().facts);
    assert.deepEqual([seen.holds, seen.final, seen.blind], [false, true, undefined]);
  });

  it('waits for its end', () => {
    assert.match(claim.evaluate(script(0, 50, 1050).facts).blind ?? '', /left no sample/);
  });
});

describe('p99Below', () => {
  it('judges every stream, with failures as slowest', () => {
    assert.equal(p99Below(200, sent).evaluate(traffic(0, 0, 199).facts).holds, true);
    assert.equal(p99Below(200, sent).evaluate(traffic(0, 0, 200).facts).holds, false);
    const failed = p99Below(200, sent).evaluate(traffic(200, 240).facts);
    assert.deepEqual([failed.holds, failed.lastSeen], [false, 'the p99 latency was: fresh failed requests']);
    const none = p99Below(200, { from: T0 + 5000, until: T0 + 1050 });
    assert.equal(none.evaluate(traffic(0, 0).facts).blind, 'no request was sent');
  });
});
