import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { propagationsOf } from './propagation.ts';
import { slice, T0 } from './testing/objects.ts';
import { rngTimeline } from './testing/rng.ts';

describe('propagationsOf', () => {
  it('follows an action over the API server and the slice to the last answer at each door', () => {
    const builder = rngTimeline()
      .at(1000)
      .acts('a1', { summary: 'removed a label', pods: ['w1'] });
    builder.at(900).request({ pod: 'w1', door: 'worker3' });
    builder.at(1030).sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w2']));
    builder.at(1050).request({ pod: 'w1', door: 'worker2' }).at(1060).request({ pod: 'w1', door: 'worker1' });
    builder.at(2100).request({ pod: 'w1', door: 'worker2' }).at(2110).request({ pod: 'd1', door: 'worker2' });
    builder.at(2120).request({ pod: 'w1', door: 'worker2', connection: 'reused' });
    const [found, ...others] = propagationsOf(builder.facts, 'rng');
    assert.equal(others.length, 0);
    assert.deepEqual(found, {
      ...{ action: 'a1', summary: 'removed a label', pod: { name: 'w1', uid: 'uid-w1' } },
      ...{ askedAt: T0 + 1000, acknowledgedAt: T0 + 1005, leftAt: T0 + 1030 },
      lastAnswers: [
        { door: 'worker1', sentAt: T0 + 1060 },
        { door: 'worker2', sentAt: T0 + 2100 },
        { door: 'worker3', sentAt: undefined },
      ],
    });
  });

  it('does not count what a pod answered once it was back', () => {
    const builder = rngTimeline()
      .at(1000)
      .acts('a1', { pods: ['w1'] });
    builder.at(1030).sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w2']));
    builder.at(1050).request({ pod: 'w1', door: 'worker1' });
    // It waited for the pod to be back.
    builder.at(1900).request({ pod: 'w1', door: 'worker1', durationMs: 200 });
    builder.at(2000).sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1', 'w2']));
    const [found] = propagationsOf(builder.facts, 'rng');
    assert.deepEqual(found?.lastAnswers, [{ door: 'worker1', sentAt: T0 + 1050 }]);
  });

  it('leaves out pods that came, and what left without an action', () => {
    const builder = rngTimeline()
      .at(500)
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w2']));
    builder
      .at(1000)
      .acts('a1')
      .at(1030)
      .sees('MODIFIED', slice(['d1', 'd2', 'd3', 'w1', 'w2']));
    assert.deepEqual(propagationsOf(builder.facts, 'rng'), []);
  });
});
