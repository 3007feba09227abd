import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { seeded } from '../seeded.ts';
import type { Fact } from '../timeline/facts.ts';
import { causeCounts, failedRequests } from './causes.ts';
import { propagationsOf } from './propagation.ts';
import { blindness } from './soundness.ts';
import { findings, replayed } from './testing/findings.ts';
import { controlledBy, node, slice, T0 } from './testing/objects.ts';
import { daemonPod, deploymentPod, rngTimeline } from './testing/rng.ts';
import { shuffled } from './testing/shuffle.ts';

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

/** Timelines on which nothing is found prove nothing. */
it('the generated timelines hold every kind of finding', () => {
  const all = Array.from({ length: 40 }, (_, index) => generated(seeded(index + 1)));
  const causes = new Set(all.flatMap((facts) => causeCounts(failedRequests(facts)).map(({ cause }) => cause)));
  for (const cause of ['connection-cut', 'meter-starved', 'node-gone', 'no-members', 'pod-terminating'] as const)
    assert.ok(causes.has(cause), `${cause} is among ${[...causes]}`);
  assert.ok(all.some((facts) => propagationsOf(facts, 'rng').some(({ lastAnswers }) => lastAnswers.length > 1)));
  const blind = all.flatMap((facts) => blindness(facts, { from: T0, to: T0 + 60_000 })).join('\n');
  for (const words of ['was blind for', 'left out 3 due', 'sent requests late', 'request was sent', 'control target'])
    assert.match(blind, new RegExp(words));
});

/** A run of random things done to the pods and nodes of the usual timeline with traffic, each at an instant of its own. */
function generated(random: () => number): Fact[] {
  const builder = rngTimeline().sees('LISTED', node('worker1')).sees('LISTED', node('worker2'));
  builder
    .traffic(...STREAMS)
    .at(20)
    .add({ type: 'traffic-flows', service: 'rng' });
  const alive = ['d1', 'd2', 'd3', 'w1', 'w2'];
  const pick = () => alive[Math.floor(random() * alive.length)] ?? 'd1';
  const door = () => (random() < 0.5 ? 'worker1' : 'worker2');
  for (let step = 1; step <= 50; step++) {
    builder.at(step * 100);
    const name = pick();
    const choice = Math.floor(random() * 20);
    if (choice === 0)
      builder.acts(`a${step}`, { pods: [name], verb: 'delete-pods' }).podChanges(name, { deletionTimestamp: T0 });
    else if (choice === 1) builder.podChanges(name, { labels: { app: 'other' } });
    else if (choice === 2) builder.podChanges(name, { controller: undefined });
    else if (choice === 3) builder.podChanges(name, { controller: controlledBy('DaemonSet', 'rng') });
    else if (choice === 4) builder.sees('MODIFIED', slice(alive.filter(() => random() < 0.7)));
    else if (choice <= 5) builder.sees('MODIFIED', slice([]));
    else if (choice === 6 && alive.length > 2) {
      builder.podGoes(name);
      alive.splice(alive.indexOf(name), 1);
    } else if (choice <= 8) builder.request({ pod: name, door: door() });
    else if (choice <= 10) builder.request({ outcome: random() < 0.5 ? 'refused' : 'stalled', door: door() });
    else if (choice === 11) {
      const outcome = random() < 0.5 ? 'reset' : 'ok';
      builder.request({ stream: 'keepalive', pod: outcome === 'ok' ? name : undefined, outcome, lateMs: 900 });
    } else if (choice === 12) {
      const outcome = random() < 0.8 ? 'ok' : 'timeout';
      builder.request({ stream: 'control', door: 'control', outcome, durationMs: 600 });
    } else if (choice === 13) {
      const verb = random() < 0.5 ? 'pause-node' : 'unpause-node';
      builder.add({ type: 'action-asked', action: `a${step}`, verb, summary: 'did it', subjects: [node('worker2')] });
    } else if (choice === 14) builder.sees('MODIFIED', node('worker2', { ready: random() < 0.5 }));
    else if (choice === 15) {
      const [from, to] = [T0 + step * 100 - 50, T0 + step * 100];
      builder.add({ type: 'watch-gap', kind: 'Pod', namespace: 'n', from, to, reason: '410 Gone' });
    } else if (choice === 16) builder.trafficStops({ dropped: random() < 0.5 ? 0 : 3 }).traffic(...STREAMS);
    else {
      const made = `n${step}`;
      builder.sees('ADDED', random() < 0.5 ? deploymentPod(made) : daemonPod(made, 'worker1'));
      alive.push(made);
    }
  }
  return builder.facts;
}

const STREAMS = [
  { stream: 'fresh', ratePerSecond: 50 },
  { stream: 'keepalive', ratePerSecond: 50 },
  { stream: 'control', ratePerSecond: 10 },
] as const;
