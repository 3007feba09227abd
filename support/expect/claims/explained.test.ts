import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { slice, T0 } from '../../analysis/testing/objects.ts';
import { rngTimeline } from '../../analysis/testing/rng.ts';
import { everyFailedRequestIsExplained } from './explained.ts';

const fresh = { stream: 'fresh', ratePerSecond: 50 } as const;
const claim = everyFailedRequestIsExplained({ from: T0, until: T0 + 3000 });

describe('everyFailedRequestIsExplained', () => {
  it('holds when each failure has a cause, and may still come to hold when one has not', () => {
    const builder = rngTimeline().traffic(fresh).at(1000).request({ outcome: 'refused' }).at(4000).trafficStops();
    const before = claim.evaluate(builder.facts);
    assert.deepEqual([before.holds, before.final, before.blind], [false, undefined, undefined]);
    assert.equal(before.lastSeen, '1 of 1 failed requests had no cause on the timeline');
    assert.deepEqual(before.details, ['fresh #0 refused through the door of worker1, sent 1s after traffic flowed']);
    builder.at(1100).sees('MODIFIED', slice([]));
    assert.equal(claim.evaluate(builder.facts).holds, true);
  });

  it('is blind without traffic, without requests, and while some are under way', () => {
    assert.equal(claim.evaluate([]).blind, 'no traffic was started');
    const builder = rngTimeline().traffic(fresh);
    assert.match(claim.evaluate(builder.facts).blind ?? '', /left no sample/);
    builder.at(1000).request({ stream: 'control' });
    const { blind } = claim.evaluate(builder.at(4000).trafficStops().facts);
    assert.equal(blind, 'no request was sent', 'one to the untouched target is none to the Service');
  });
});
