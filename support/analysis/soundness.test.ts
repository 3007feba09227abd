import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { settledUntil } from './settled.ts';
import { blindness } from './soundness.ts';
import { pod, T0 } from './testing/objects.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

const window = { from: T0, to: T0 + 10_000 };
const fresh = { stream: 'fresh', ratePerSecond: 50 } as const;
const gap = (from: number, to: number) => {
  return { type: 'watch-gap', kind: 'Pod', namespace: 'n', from: T0 + from, to: T0 + to, reason: '410 Gone' } as const;
};

describe('blindness', () => {
  it('finds nothing wrong with a good run, nor with one without traffic', () => {
    const { facts } = new TimelineBuilder().traffic(fresh).at(20).request().at(100).trafficStops();
    assert.deepEqual(blindness(facts, window), []);
    assert.deepEqual(blindness([], window), []);
  });

  it('reports watch gaps that touch the window', () => {
    const { facts } = new TimelineBuilder().add(gap(-200, 1500)).add(gap(-200, -100)).add(gap(10_001, 10_002));
    assert.deepEqual(blindness(facts, window), ['the watch of Pod objects was blind for 1.70s: 410 Gone']);
    assert.equal(blindness(facts, { from: T0, to: undefined }).length, 2);
  });

  it('reports requests left out and requests sent late', () => {
    const { facts } = new TimelineBuilder()
      .traffic(fresh)
      .request({ lateMs: 80.4 })
      .at(100)
      .trafficStops({ dropped: 1 });
    assert.deepEqual(blindness(facts, window), [
      'the meter left out 1 due request',
      'the meter sent requests late: 99th percentile 80 ms, at most 40 ms allowed',
    ]);
    assert.deepEqual(blindness(facts, { from: T0 + 200, to: undefined }), []);
    assert.equal(blindness(facts, window, { lateP99Periods: 5, lateMaxMs: 250, clockMs: 1 }).length, 1);
  });

  it('reports a generator that stood still once, however many requests were in time', () => {
    const stoodStill = (lateMs: number) => {
      const builder = new TimelineBuilder().traffic(fresh);
      for (let request = 0; request < 200; request++) {
        builder.at(20 * request).request({ request, lateMs: request === 100 ? lateMs : 1 });
      }
      return blindness(builder.at(5000).trafficStops().facts, window);
    };
    assert.deepEqual(stoodStill(500), []);
    assert.deepEqual(stoodStill(501), ['the meter sent requests late: one of them 501 ms, at most 500 ms allowed']);
  });

  it('holds nothing against requests before traffic was known to flow', () => {
    const slow = { lateMs: 90, durationMs: 90 };
    const builder = () => new TimelineBuilder().traffic(fresh, { stream: 'control', ratePerSecond: 10 });
    const facts = (before: TimelineBuilder) =>
      before
        .request(slow)
        .request({ ...slow, stream: 'control' })
        .at(200)
        .request()
        .request({ stream: 'control' });
    assert.equal(blindness(facts(builder()).at(300).trafficStops().facts, window).length, 2);
    const flowing = builder()
      .request(slow)
      .request({ ...slow, stream: 'control' });
    flowing.at(150).add({ type: 'traffic-flows', service: 'rng' });
    flowing.at(200).request().request({ stream: 'control' }).at(300).trafficStops();
    assert.deepEqual(blindness(flowing.facts, window), []);
  });

  it('reports promised traffic that never came, per stream', () => {
    const { facts } = new TimelineBuilder()
      .traffic(fresh, { stream: 'keepalive', ratePerSecond: 10 }, { stream: 'control', ratePerSecond: 0 })
      .request()
      .at(500)
      .trafficStops({ dropped: 3 });
    assert.deepEqual(blindness(facts, window), [
      'the meter left out 3 due requests',
      'no keepalive request was sent, 10 per second were promised',
    ]);
  });

  it('reports running traffic only once a request could have ended', () => {
    const { facts } = new TimelineBuilder().traffic(fresh);
    assert.deepEqual(blindness(facts, { from: T0, to: T0 + 500 }), []);
    assert.deepEqual(blindness(facts, { from: T0, to: undefined }), []);
    assert.match(blindness(facts, window).join(), /no fresh request was sent/);
  });

  it('reports a stop without a start by its own numbers alone', () => {
    assert.deepEqual(blindness(new TimelineBuilder().trafficStops().facts, window), []);
  });

  it('reports a control target that answers slowly, by the period of the streams to the Service', () => {
    const streams = [
      { stream: 'fresh', ratePerSecond: 50 },
      { stream: 'control', ratePerSecond: 10 },
    ] as const;
    const slow = (durationMs: number) => {
      const builder = new TimelineBuilder()
        .traffic(...streams)
        .at(10)
        .request();
      return blindness(builder.request({ stream: 'control', durationMs }).facts, window);
    };
    assert.deepEqual(slow(40), []);
    assert.match(slow(41)[0] ?? '', /stutters: 99th percentile 41 ms, at most 40 ms allowed/);
  });

  it('reports failures of the control target', () => {
    const { facts } = new TimelineBuilder()
      .request({ stream: 'control' })
      .request({ stream: 'control', outcome: 'timeout' });
    assert.deepEqual(blindness(facts, window), ['1 of 2 requests to the untouched control target failed']);
  });

  it('reports a clock of the meter that was set back: what it sent before its time', () => {
    const sent = (lateMs: number) =>
      new TimelineBuilder().traffic(fresh).at(20).request({ lateMs }).at(100).trafficStops();
    assert.deepEqual(blindness(sent(-50).facts, window), []);
    assert.deepEqual(blindness(sent(-400).facts, window), ['the clock of the meter went back by 0.40s']);
  });

  it('reports a clock that went back', () => {
    const { facts } = new TimelineBuilder().at(500).sees('ADDED', pod('a')).at(100).sees('ADDED', pod('b'));
    assert.deepEqual(blindness(facts, window), ['the clock of the timeline went back by 0.40s']);
    assert.deepEqual(blindness(facts, { from: T0 + 200, to: T0 + 300 }), []);
  });
});

describe('settledUntil', () => {
  it('waits for the sample of every request sent before', () => {
    const builder = new TimelineBuilder().traffic(fresh).at(10).request({ request: 0 }).at(50).request({ request: 2 });
    assert.equal(settledUntil(builder.facts, T0 + 20), 'pending');
    builder.at(30).request({ request: 1 });
    assert.equal(settledUntil(builder.facts, T0 + 20), 'settled');
    assert.equal(settledUntil(builder.facts, T0 + 60), 'pending');
    builder.at(60).trafficStops();
    assert.equal(settledUntil(builder.facts, T0 + 60), 'settled');
  });

  it('does not wait for a stream that sends nothing', () => {
    const { facts } = new TimelineBuilder().traffic({ stream: 'control', ratePerSecond: 0 });
    assert.equal(settledUntil(facts, T0), 'settled');
  });

  it('knows when there is no traffic', () => {
    assert.equal(settledUntil([], T0), 'no-traffic');
    assert.equal(settledUntil(new TimelineBuilder().at(10).traffic(fresh).facts, T0), 'no-traffic');
  });
});
