import assert from 'node:assert/strict';
import { it } from 'node:test';
import { TimelineBuilder } from '../analysis/testing/timeline-builder.ts';
import type { Fact, Verdict } from '../timeline/facts.ts';
import { formatOrdeals, type Ordeal, ordealsOf, rowsOf, unnoticed } from './sabotage.ts';

function scenario(id: string, verdict: Verdict, { sabotaged = true, failed = false } = {}): Fact[] {
  const builder = new TimelineBuilder(id);
  const place = { name: `scenario ${id}`, feature: 'f', rule: undefined, uri: 'features/f.feature', line: 7 };
  builder.at(0).add({ type: 'scenario-started', scenario: id, ...place, namespace: 'n' });
  builder.acts('a1').acts('a2');
  if (sabotaged) builder.add({ type: 'action-sabotaged', how: 'it is skipped' });
  builder.add({ type: 'step-finished', step: 'x', status: failed ? 'FAILED' : 'PASSED' });
  builder.add({ type: 'scenario-finished', scenario: id, verdict, reason: undefined });
  return builder.facts;
}

it('tells who noticed, who did not, and who had nothing to notice', () => {
  const first = ordealsOf([
    ...scenario('s1', 'failed', { failed: true }),
    ...scenario('s2', 'passed'),
    ...scenario('s3', 'invalid'),
    ...scenario('s4', 'passed', { sabotaged: false }),
  ]);
  const second = ordealsOf(scenario('s2', 'invalid', { failed: true }));
  const ordeals = new Map<string, Ordeal[]>([
    ['skip-action:1', first],
    ['skip-action:2', second],
  ]);
  assert.deepEqual(
    rowsOf(ordeals).map(({ cells }) => cells),
    [
      ['failed', '–'],
      ['PASSED', 'invalid'],
      ['UNNOTICED', '–'],
      ['–', '–'],
    ],
  );
  assert.deepEqual(
    unnoticed(ordeals).map(({ sabotage, ordeal }) => `${sabotage} ${ordeal.scenario}`),
    ['skip-action:1 scenario s2', 'skip-action:1 scenario s3'],
  );
  const text = formatOrdeals(ordeals);
  assert.match(text, /^scenario +skip-action:1 +skip-action:2\nscenario s1 \(features\/f\.feature:7\) +failed +–\n/);
  assert.match(text, /4 sabotaged, 2 noticed, 2 not/);
});

it('takes a scenario that never ended for broken', () => {
  const [ordeal] = ordealsOf(scenario('s1', 'passed').filter(({ type }) => type !== 'scenario-finished'));
  assert.deepEqual([ordeal?.verdict, ordeal?.noticed, ordeal?.actions], ['broken', false, 2]);
});
