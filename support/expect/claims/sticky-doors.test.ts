import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { service, T0 } from '../../analysis/testing/objects.ts';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import { eachDoorKeepsToOnePod } from './sticky-doors.ts';

const fresh = { stream: 'fresh', ratePerSecond: 50 } as const;

describe('eachDoorKeepsToOnePod', () => {
  const claim = eachDoorKeepsToOnePod('rng', { from: T0 + 100 });
  const builder = () =>
    new TimelineBuilder()
      .trafficThrough(['worker1', 'worker2'], fresh)
      .at(50)
      .request({ pod: 'c' })
      .at(200)
      .request({ pod: 'a' });

  it('holds where every door has led to one pod, not the same one, since the window began', () => {
    const two = builder().request({ pod: 'b', door: 'worker2' }).request({ outcome: 'refused' });
    assert.deepEqual(claim.evaluate(two.facts), { holds: true, lastSeen: 'each of 2 doors led to one pod' });
  });

  it('does not hold for good once a door has led to two, and is blind before each has answered', () => {
    assert.match(claim.evaluate(builder().facts).blind ?? '', /^no pod answered through the door of worker2/);
    assert.match(claim.evaluate([]).blind ?? '', /door of any node/);
    const { facts } = builder().at(300).request({ pod: 'b' });
    const { holds, final, lastSeen } = claim.evaluate(facts);
    assert.deepEqual([holds, final], [false, true]);
    assert.equal(lastSeen, 'a and b answered through the door of worker1');
  });

  it('asks for no answer at the door of a node without a pod where traffic stays on nodes', () => {
    const local = builder()
      .at(210)
      .sees('LISTED', service('rng', { externalTrafficPolicy: 'Local' }));
    assert.deepEqual(claim.evaluate(local.facts), { holds: true, lastSeen: 'each of 1 doors led to one pod' });
    const cut = local.at(220).request({ pod: 'b', door: 'worker2', startedAt: T0 + 60 });
    assert.match(claim.evaluate(cut.facts).blind ?? '', /^no pod answered through the door of worker2/);
  });
});
