import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ghostTraffic } from './ghost-traffic.ts';
import { endpoint, slice, T0 } from './testing/objects.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

const told = (facts: Parameters<typeof ghostTraffic>[0]) =>
  ghostTraffic(facts, 'rng').map(({ pod, leftAt, requests, lastedMs }) => [pod, leftAt - T0, requests, lastedMs]);

describe('ghostTraffic', () => {
  it('finds new connections to a pod after it left, and how long they lasted', () => {
    const { facts } = new TimelineBuilder()
      .sees('LISTED', slice(['a', 'b']))
      .at(100)
      .request({ pod: 'a' })
      .at(110)
      .sees('MODIFIED', slice(['b']))
      .at(120)
      .request({ pod: 'a' })
      .at(140)
      .request({ pod: 'a' })
      .request({ pod: 'a', connection: 'reused' })
      .request({ pod: 'b' })
      .at(160)
      .request({ stream: 'keepalive', pod: 'a' })
      .at(200)
      .sees('MODIFIED', slice(['a', 'b']))
      .at(210)
      .request({ pod: 'a' });
    assert.deepEqual(told(facts), [['a', 110, 2, 30]]);
  });

  it('is empty without fresh traffic, or when nobody left', () => {
    const left = new TimelineBuilder()
      .sees('LISTED', slice(['a', 'b']))
      .at(10)
      .sees('MODIFIED', slice(['b']));
    assert.deepEqual(told(left.facts), []);
    assert.deepEqual(told(new TimelineBuilder().sees('LISTED', slice(['a'])).request({ pod: 'a' }).facts), []);
  });

  it('does not blame a terminating pod that kube-proxy falls back on while no endpoint is ready', () => {
    const draining = endpoint('a', { ready: false, terminating: true });
    const { facts } = new TimelineBuilder()
      .sees('LISTED', slice(['a']))
      .at(10)
      .sees('MODIFIED', slice([draining]))
      .at(20)
      .request({ pod: 'a' })
      .at(30)
      .sees('MODIFIED', slice([draining, 'b']))
      .at(40)
      .request({ pod: 'a' });
    assert.deepEqual(told(facts), [['a', 10, 1, 30]]);
  });
});
