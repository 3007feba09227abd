import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TimelineBuilder } from '../../analysis/testing/timeline-builder.ts';
import type { NodeState } from '../../timeline/facts.ts';
import { nodeIsGone, nodeIsReady } from './nodes.ts';
import { watchesReconnect } from './watches.ts';

const node: NodeState = {
  ...{ kind: 'Node', namespace: '', name: 'worker', uid: 'u' },
  ...{ ready: true, unschedulable: false, taints: [] },
};

it('says whether a node is ready, by what was seen of it last', () => {
  const builder = new TimelineBuilder();
  const ready = () => nodeIsReady(node, true).evaluate(builder.facts);
  assert.deepEqual(ready(), { holds: false, lastSeen: 'node worker was never seen' });
  builder.at(0).sees('LISTED', node);
  assert.equal(ready().holds, true);
  builder.at(10).sees('MODIFIED', { ...node, ready: false });
  assert.deepEqual(ready(), { holds: false, lastSeen: 'node worker is not ready' });
  assert.equal(nodeIsReady(node, false).evaluate(builder.facts).holds, true);
});

it('says that a node is gone once it was there', () => {
  const builder = new TimelineBuilder();
  const gone = () => nodeIsGone(node).evaluate(builder.facts);
  assert.deepEqual(gone(), { holds: false, lastSeen: 'node worker was never seen' });
  builder.at(0).sees('LISTED', node);
  assert.deepEqual(gone(), { holds: false, lastSeen: 'node worker exists' });
  builder.at(10).sees('DELETED', node);
  assert.deepEqual(gone(), { holds: true, lastSeen: 'node worker is gone' });
});

it('says whether every watch has broken off since', () => {
  const builder = new TimelineBuilder().at(0);
  for (const kind of ['Pod', 'Service'] as const) {
    builder.add({ type: 'watch-opened', kind, namespace: 'n', resourceVersion: '1' });
  }
  const again = (kind: 'Pod' | 'Service', at: number) =>
    builder.at(at).add({ type: 'watch-reconnected', kind, namespace: 'n', from: 0, reason: 'x' });
  assert.equal(watchesReconnect(0).evaluate([]).holds, false);
  again('Pod', 10);
  again('Service', 20);
  const since = (builder.facts.at(-1)?.at ?? 0) - 5;
  assert.deepEqual(watchesReconnect(since).evaluate(builder.facts), { holds: false, lastSeen: 'those of Pod did not' });
  again('Pod', 30);
  assert.equal(watchesReconnect(since).evaluate(builder.facts).holds, true);
});
