import assert from 'node:assert/strict';
import { it } from 'node:test';
import { pod } from '../../analysis/testing/objects.ts';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import { podIsLabelled } from './labels.ts';

it('looks at the last labels of a pod that exists', () => {
  const claim = podIsLabelled(pod('a'), 'colour', 'blue');
  assert.equal(claim.evaluate([]).lastSeen, 'a was never seen');
  const builder = new TimelineBuilder().sees('ADDED', pod('a'));
  assert.equal(claim.evaluate(builder.facts).holds, false);
  builder.podChanges('a', { labels: { colour: 'red' } });
  assert.deepEqual(
    [claim.evaluate(builder.facts).holds, claim.evaluate(builder.facts).lastSeen],
    [false, 'a has the labels colour=red'],
  );
  builder.podChanges('a', { labels: { colour: 'blue' } });
  assert.equal(claim.evaluate(builder.facts).holds, true);
  assert.deepEqual(claim.evaluate(builder.podGoes('a').facts), { holds: false, final: true, lastSeen: 'a is gone' });
});
