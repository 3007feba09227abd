import assert from 'node:assert/strict';
import { test } from 'node:test';
import { overheadOf } from './overhead.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

const place = { name: 'a', feature: 'f', rule: undefined, uri: 'a.feature', line: 1, namespace: 'n' };
const step = (id: string) => ({ type: 'step-started' as const, step: id, text: id });
const stepEnds = (id: string) => ({ type: 'step-finished' as const, step: id, status: 'PASSED' });
const setUp = () =>
  new TimelineBuilder()
    .at(0)
    .add({ type: 'scenario-started', scenario: 's1', ...place })
    .at(50)
    .add(step('setup'))
    .at(1250)
    .add(stepEnds('setup'));

test('setup, rest before the first action, and end', () => {
  const timeline = setUp().at(1300).add(step('act')).at(3300).acts('one').at(3350).add(stepEnds('act'));
  timeline.at(3400).add(step('act again')).at(9000).acts('two').at(9100).add(stepEnds('act again'));
  timeline.at(9140).add({ type: 'scenario-finished', scenario: 's1', verdict: 'passed', reason: undefined });
  assert.deepEqual(overheadOf(timeline.facts), { setupMs: 1250, restMs: 2000, endMs: 40 });
});

test('a scenario without an action rested for nothing; one without an end has no overhead', () => {
  const timeline = setUp();
  assert.equal(overheadOf(timeline.facts), undefined);
  timeline.at(1260).add({ type: 'scenario-finished', scenario: 's1', verdict: 'passed', reason: undefined });
  assert.deepEqual(overheadOf(timeline.facts), { setupMs: 1250, restMs: 0, endMs: 10 });
  assert.equal(overheadOf([]), undefined);
});
