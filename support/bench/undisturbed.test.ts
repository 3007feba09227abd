import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TimelineBuilder } from '../analysis/testing/timeline-builder.ts';
import type { NewFact } from '../timeline/facts.ts';
import { placesToSabotage, undisturbedOf } from './undisturbed.ts';

const asked = (...kinds: string[]): NewFact => ({
  type: 'action-asked',
  action: 'a',
  verb: 'v',
  summary: 's',
  subjects: kinds.map((kind) => ({ kind, namespace: 'n', name: 'x', uid: 'x' })),
});

function scenario(id: string, line: number, ...actions: NewFact[]) {
  const builder = new TimelineBuilder(id);
  const place = { name: id, feature: 'f', rule: undefined, uri: 'features/f.feature', line };
  builder.add({ type: 'scenario-started', scenario: id, ...place, namespace: 'n' });
  for (const action of actions) builder.add(action);
  return builder.add({ type: 'scenario-finished', scenario: id, verdict: 'passed', reason: undefined }).facts;
}

const facts = [
  ...scenario('s1', 1, asked('Pod', 'Pod'), asked('Node')),
  ...scenario('s2', 2, asked('Service'), asked('Pod')),
  ...scenario('s3', 2, asked('Service')),
  ...scenario('s4', 3),
  ...scenario('s5', 4, asked()),
  ...scenario('s6', 5, asked('Node', 'Pod')),
];

it('tells of each scenario what its actions were done to', () => {
  const [first] = undisturbedOf(facts);
  assert.deepEqual(first, {
    place: 'features/f.feature:1',
    scenario: 's1',
    verdict: 'passed',
    actions: [['Pod', 'Pod'], ['Node']],
  });
});

it('finds whom a sabotage concerns, each place once', () => {
  const places = (kind: Parameters<typeof placesToSabotage>[1], number: number) =>
    placesToSabotage(undisturbedOf(facts), kind, number).map((place) => place.replace(/.*:/, ''));
  assert.deepEqual(places('skip-action', 1), ['1', '2', '4', '5']);
  assert.deepEqual(places('skip-action', 2), ['1', '2']);
  assert.deepEqual(places('skip-action', 3), []);
  assert.deepEqual(places('wrong-pod', 1), ['1']);
  assert.deepEqual(places('wrong-pod', 2), ['2']);
  assert.deepEqual(places('wrong-node', 1), ['5']);
  assert.deepEqual(places('wrong-node', 2), ['1']);
});
