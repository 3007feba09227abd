import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { T0 } from '../../analysis/testing/objects.ts';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import { keptConnectionsHold, longestOutageBetween } from './outage.ts';

const sent = { from: T0, until: T0 + 5000 };
const rates = [
  { stream: 'fresh', ratePerSecond: 1 },
  { stream: 'keepalive', ratePerSecond: 1 },
] as const;

/** A request each second of both streams; new connections fail from 1 s to 3 s. */
function traffic(kept: 'ok' | 'reset' = 'ok') {
  const builder = new TimelineBuilder().at(0).traffic(...rates);
  for (const ms of [100, 1000, 2000, 3000, 4000]) {
    builder.at(ms).request({ outcome: ms === 1000 || ms === 2000 ? 'refused' : 'ok' });
    builder.request({ stream: 'keepalive', outcome: ms === 2000 ? kept : 'ok' });
  }
  return builder;
}

describe('claims about outages', () => {
  it('measure the longest time without a success, once all requests have ended', () => {
    const builder = traffic();
    const claim = longestOutageBetween(1500, 2500, sent);
    assert.match(claim.evaluate(builder.facts).blind ?? '', /have left no sample/);
    builder.at(5100).request().request({ stream: 'keepalive' });
    assert.deepEqual(claim.evaluate(builder.facts), {
      holds: true,
      final: true,
      lastSeen: 'the longest time without a success was 1.95s',
    });
    assert.equal(longestOutageBetween(2000, 4000, sent).evaluate(builder.facts).holds, false);
    assert.equal(longestOutageBetween(0, 1900, sent).evaluate(builder.facts).holds, false);
  });

  it('look at connections that stood, and are blind without one', () => {
    const done = (builder: TimelineBuilder) => builder.at(5100).request().request({ stream: 'keepalive' }).facts;
    assert.equal(keptConnectionsHold(sent).evaluate(done(traffic())).holds, true);
    const { holds, final, lastSeen } = keptConnectionsHold(sent).evaluate(traffic('reset').facts);
    assert.deepEqual([holds, final, lastSeen], [false, true, '1 of 5 requests over kept connections failed']);
    const none = new TimelineBuilder()
      .at(0)
      .traffic(...rates)
      .at(5100)
      .request()
      .request({ stream: 'keepalive' });
    assert.match(keptConnectionsHold(sent).evaluate(none.facts).blind ?? '', /kept connection/);
    assert.match(longestOutageBetween(0, 1, sent).evaluate(none.facts).blind ?? '', /new connection/);
  });
});
