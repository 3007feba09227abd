import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../timeline/facts.ts';
import { actionsIn, lastAction } from './actions.ts';
import { formatDuration } from './durations.ts';
import { factsOfScenario, scenariosIn } from './scenario.ts';
import { NAMESPACE, pod, T0 } from './testing/objects.ts';
import { TimelineBuilder } from './testing/timeline-builder.ts';

describe('factsOfScenario', () => {
  it('takes facts that name the scenario, and nameless ones of its namespace', () => {
    const named = new TimelineBuilder()
      .add({
        type: 'scenario-started',
        scenario: 's1',
        name: 'n',
        feature: 'f',
        rule: undefined,
        uri: 'u',
        line: 1,
        namespace: NAMESPACE,
      })
      .sees('ADDED', pod('a'))
      .sees('ADDED', pod('b', { namespace: 'other' }))
      .add({ type: 'watch-gap', kind: 'Pod', namespace: NAMESPACE, from: T0, to: T0, reason: 'r' })
      .request()
      .acts('a1').facts;
    const nameless = named.map(({ scenario, ...fact }) =>
      fact.type === 'scenario-started' ? { ...fact, scenario } : fact,
    );
    assert.equal(factsOfScenario(named, 's1').length, named.length);
    assert.deepEqual(
      factsOfScenario(nameless as Fact[], 's1').map(({ type }) => type),
      ['scenario-started', 'object-seen', 'watch-gap'],
    );
    assert.deepEqual(factsOfScenario(named, 's2'), []);
    assert.deepEqual(factsOfScenario(nameless.slice(1) as Fact[], 's1'), []);
    assert.equal(scenariosIn(named).length, 1);
  });
});

describe('scenariosIn', () => {
  it('keeps the order of the catalogue, whatever began first, and that of time among the examples of an outline', () => {
    const builder = new TimelineBuilder();
    const begins = (scenario: string, uri: string, line: number, at: number) => {
      const place = { name: scenario, feature: 'f', rule: undefined, uri, line, namespace: scenario };
      builder.at(at).add({ type: 'scenario-started', scenario, ...place });
    };
    begins('s4', 'features/b.feature', 3, 0);
    begins('s2', 'features/a.feature', 10, 1);
    begins('s3', 'features/a.feature', 10, 2);
    begins('s1', 'features/a.feature', 9, 3);
    assert.deepEqual(
      scenariosIn(builder.facts).map(({ scenario }) => scenario),
      ['s1', 's2', 's3', 's4'],
    );
  });
});

describe('actionsIn', () => {
  const { facts } = new TimelineBuilder()
    .at(10)
    .acts('a1', { pods: ['p'] })
    .at(20)
    .acts('a2', { changed: 'unanswered' })
    .at(30)
    .acts('a3', { changed: false });

  it('closes the window of an action where the next begins', () => {
    const actions = actionsIn([...facts, ...facts]);
    assert.deepEqual(
      actions.map(({ window }) => window),
      [
        { from: T0 + 10, to: T0 + 20 },
        { from: T0 + 20, to: T0 + 30 },
        { from: T0 + 30, to: undefined },
      ],
    );
    assert.deepEqual(
      actions.map(({ acknowledgedAt, changed }) => [acknowledgedAt, changed]),
      [
        [T0 + 15, true],
        [undefined, undefined],
        [T0 + 35, false],
      ],
    );
  });

  it('finds the last one', () => {
    assert.equal(lastAction(facts)?.id, 'a3');
    assert.equal(lastAction(facts, T0 + 25)?.id, 'a2');
    assert.equal(lastAction([]), undefined);
  });
});

describe('small things', () => {
  it('writes durations', () => {
    assert.deepEqual([0, 20, 310, 5000, 12_345, 60_000].map(formatDuration), [
      '0.00s',
      '0.02s',
      '0.31s',
      '5s',
      '12.3s',
      '60s',
    ]);
  });
});
