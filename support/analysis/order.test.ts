import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Fact } from '../timeline/facts.ts';
import { deletionsIn } from './deletions.ts';
import { disruptionOf } from './disruption.ts';
import { ghostTraffic } from './ghost-traffic.ts';
import { membersByOwner } from './members-by-owner.ts';
import { membershipOf } from './membership.ts';
import { podLives } from './pods.ts';
import { recreationsIn } from './recreations.ts';
import { controlledBy, slice, T0 } from './testing/objects.ts';
import { daemonPod, deploymentPod, rngTimeline } from './testing/rng.ts';
import { seeded, shuffled } from './testing/shuffle.ts';

/** Findings do not depend on the order in which facts are listed, on facts told twice, or on a watch that replays. */
describe('findings on generated timelines', () => {
  for (let seed = 1; seed <= 40; seed++) {
    it(`are the same for shuffled and replayed facts, seed ${seed}`, () => {
      const random = seeded(seed);
      const facts = generated(random);
      const expected = findings(facts);
      assert.deepEqual(findings(shuffled(facts, random)), expected, 'another order');
      assert.deepEqual(findings([...facts, ...shuffled(facts, random)]), expected, 'told twice');
      assert.deepEqual(findings([...facts, ...replayed(facts)]), expected, 'replayed later');
    });
  }
});

/** What a watch sends that was opened again from an old resourceVersion: the same states, later. */
function replayed(facts: readonly Fact[]): Fact[] {
  return facts
    .filter((fact) => fact.type === 'object-seen')
    .map((fact) => ({ ...fact, at: fact.at + 100_000, seq: fact.seq + 100_000 }));
}

function findings(facts: readonly Fact[]): unknown {
  const window = { from: T0, to: undefined };
  const lives = [...podLives(facts)].sort(([a], [b]) => a.localeCompare(b));
  const { changes, members, unchangedSince } = membershipOf(facts, 'rng');
  return {
    lives: lives.map(([uid, { ready, labelChanges, owners, transitions, goneAt }]) => {
      return { uid, ready, labelChanges, owners, transitions, goneAt };
    }),
    recreations: new Map([...recreationsIn(facts, window)].sort()),
    deletions: new Map([...deletionsIn(facts, window)].sort()),
    members: members.map(({ uid }) => uid).sort(),
    changes: changes.map(({ at, entered, left }) => [at, entered.length, left.length]),
    unchangedSince,
    byOwner: membersByOwner(facts, 'rng'),
    disruption: disruptionOf(facts),
    ghosts: ghostTraffic(facts, 'rng').map(({ pod, requests, lastedMs }) => [pod, requests, lastedMs]),
  };
}

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
