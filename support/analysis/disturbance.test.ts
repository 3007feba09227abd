import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lastDisturbance } from './disturbance.ts';
import { node, service, slice, T0 } from './testing/objects.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

const at = (timeline: TimelineBuilder) => (lastDisturbance(timeline.facts)?.at ?? Number.NaN) - T0;

test('a status that a kubelet writes again disturbs nobody, a change of what others act on does', () => {
  const timeline = new TimelineBuilder().at(0).podChanges('a', { ready: false });
  timeline.at(1000).podChanges('a', { ready: true });
  timeline.at(3000).podChanges('a', {});
  assert.equal(at(timeline), 1000);
  timeline.at(4000).podChanges('a', { labels: { app: 'rng', active: 'yes' } });
  assert.equal(at(timeline), 4000);
  timeline.at(5000).podChanges('a', { deletionTimestamp: T0 + 9000 });
  assert.equal(at(timeline), 5000);
});

test('the end of a pod disturbs though its last state is the one before', () => {
  assert.equal(at(new TimelineBuilder().at(0).podChanges('a', {}).at(1000).podGoes('a')), 1000);
});

test('endpoints disturb, and Services do not', () => {
  const timeline = new TimelineBuilder().at(0).sees('ADDED', slice(['a']));
  timeline.at(1000).sees('MODIFIED', slice(['a', 'b'], { generation: 2 }));
  timeline.at(2000).sees('MODIFIED', slice(['a', 'b'], { generation: 2 }));
  timeline.at(3000).sees('ADDED', service('rng'));
  assert.equal(at(timeline), 1000);
  assert.equal(lastDisturbance([]), undefined);
});

test('a node disturbs when it is cordoned or tainted, and not when it says again that it is well', () => {
  const timeline = new TimelineBuilder().at(0).sees('ADDED', node('worker1'));
  timeline.at(1000).sees('MODIFIED', node('worker1', { unschedulable: true }));
  timeline.at(2000).sees('MODIFIED', node('worker1', { unschedulable: true }));
  assert.equal(at(timeline), 1000);
  timeline.at(3000).sees('MODIFIED', node('worker1', { unschedulable: true, taints: ['maintenance=now:NoExecute'] }));
  assert.equal(at(timeline), 3000);
});
