import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../timeline/facts.ts';
import { findings, replayed } from './testing/findings.ts';
import { controlledBy, slice, T0 } from './testing/objects.ts';
import { daemonPod, deploymentPod, rngTimeline } from './testing/rng.ts';
import { seeded, shuffled } from './testing/shuffle.ts';

/** Findings do not depend on the order in which facts are listed, on facts told twice, or on a watch that replays. */
describe('findings on generated timelines', () => {
  for (let seed = 1; seed <= 40; seed++) {
    it(`are the same for shuffled and replayed facts, seed ${seed}`, () => {
      const random = seeded(seed);
      const facts = generated(random);
      const expected = findings(facts, T0);
      assert.deepEqual(findings(shuffled(facts, random), T0), expected, 'another order');
      assert.deepEqual(findings([...facts, ...shuffled(facts, random)], T0), expected, 'told twice');
      assert.deepEqual(findings([...facts, ...replayed(facts)], T0), expected, 'replayed later');
    });
  }
});

/** A run of random things done to the pods of the usual timeline, each at an instant of its own. */
function generated(random: () => number): Fact[] {
  const builder = rngTimeline();
  const alive = ['d1', 'd2', 'd3', 'w1', 'w2'];
  const pick = () => alive[Math.floor(random() * alive.length)] ?? 'd1';
  for (let step = 1; step <= 30; step++) {
    builder.at(step * 100);
    const name = pick();
    const choice = Math.floor(random() * 9);
    if (choice === 0)
      builder.acts(`a${step}`, { pods: [name], verb: 'delete-pods' }).podChanges(name, { deletionTimestamp: T0 });
    else if (choice === 1) builder.podChanges(name, { labels: { app: 'other' } });
    else if (choice === 2) builder.podChanges(name, { controller: undefined });
    else if (choice === 3) builder.podChanges(name, { controller: controlledBy('DaemonSet', 'rng') });
    else if (choice === 4) builder.sees('MODIFIED', slice(alive.filter(() => random() < 0.7)));
    else if (choice === 5) builder.request(random() < 0.5 ? { pod: name } : { outcome: 'refused' });
    else if (choice === 6 && alive.length > 2) {
      builder.podGoes(name);
      alive.splice(alive.indexOf(name), 1);
    } else {
      const made = `n${step}`;
      builder.sees('ADDED', random() < 0.5 ? deploymentPod(made) : daemonPod(made, 'worker1'));
      alive.push(made);
    }
  }
  return builder.facts;
}
