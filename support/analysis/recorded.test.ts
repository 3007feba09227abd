import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { seeded } from '../seeded.ts';
import type { Fact } from '../timeline/facts.ts';
import { readTimeline } from '../timeline/reader.ts';
import { actionsIn } from './actions.ts';
import { breakdownOf } from './breakdown.ts';
import { causeCounts, failedRequests } from './causes.ts';
import { deletionsIn } from './deletions.ts';
import { disruptionOf } from './disruption.ts';
import { membershipOf } from './membership.ts';
import { podLives } from './pods.ts';
import { propagationsOf } from './propagation.ts';
import { recreationsIn } from './recreations.ts';
import { blindness } from './soundness.ts';
import { storyOf } from './story.ts';
import { findings, replayed } from './testing/findings.ts';
import { shuffled } from './testing/shuffle.ts';

/** Timelines of real clusters, of Kubernetes 1.37 where nothing else is said, made with `fixtures/record.ts`; the machine was very busy. */
async function recorded(name: string) {
  const facts = await readTimeline(join(import.meta.dirname, 'fixtures', `${name}.ndjson`));
  const [action] = actionsIn(facts);
  assert.ok(action !== undefined);
  const window = { from: action.askedAt, to: undefined };
  const since = (at: number | undefined) => at && Math.round(at - action.askedAt);
  return { facts, window, since };
}

const released = await recorded('released-daemon');
const older = await recorded('older-orphan');
/** On 1.34: every pod of the Service, none of which drains, while 20 new connections a second came. */
const abrupt = await recorded('deleted-abruptly');
/** On 1.34: a label more in the template of the DaemonSet. */
const rollout = await recorded('rolled-out-daemons');

describe('findings on recorded timelines', () => {
  it('tell of a daemon that lost its label: released, left running, and replaced on its node', () => {
    const { facts, window, since } = released;
    const made = recreationsIn(facts, window);
    assert.deepEqual([...made.keys()], ['daemonset/rng']);
    const [recreation, ...others] = made.get('daemonset/rng')?.recreations ?? [];
    assert.deepEqual(others, []);
    assert.match(recreation?.why ?? '', /^rng-cqjnm no longer matches app=rng, so daemonset\/rng released it/);
    assert.deepEqual(deletionsIn(facts, window), new Map());
    const life = [...podLives(facts).values()].find(({ ref }) => ref.name === 'rng-cqjnm');
    assert.deepEqual(
      life?.transitions.map(({ kind, at, unmatched }) => [kind, since(at), unmatched]),
      [['released', 1268, { app: 'rng' }]],
    );
    assert.deepEqual([life?.node, life?.goneAt], [recreation?.node, undefined]);
    assert.deepEqual(
      membershipOf(facts, 'rng').changes.map(({ at, entered, left }) => [since(at), entered.length, left.length]),
      [
        [2096, 0, 1],
        [2742, 1, 0],
      ],
    );
    assert.deepEqual(
      propagationsOf(facts, 'rng').map(({ pod, leftAt }) => [pod.name, since(leftAt)]),
      [['rng-cqjnm', 2096]],
    );
  });

  it('tell why a healthy daemon died: its DaemonSet adopted an older pod on the node, and that one was not of its making', () => {
    const { facts, window, since } = older;
    const lost = deletionsIn(facts, window).get('daemonset/rng')?.deletions ?? [];
    assert.deepEqual(
      new Map(lost.map(({ pod, why }) => [pod.name, why])),
      new Map([
        [
          'rng-q975n',
          'daemonset/rng adopted rng-699cd5cf4-4qcnk on witness-11413-worker2, and of several on a node keeps the oldest',
        ],
        [
          'rng-699cd5cf4-4qcnk',
          'daemonset/rng had adopted it, and replaces a pod without the hash of its current template',
        ],
      ]),
    );
    assert.deepEqual(deletionsIn(facts, window).size, 1, 'the Deployment lost none');
    const orphan = [...podLives(facts).values()].find(({ ref }) => ref.name === 'rng-699cd5cf4-4qcnk');
    assert.deepEqual(
      orphan?.transitions.map(({ kind, at }) => [kind, since(at)]),
      [
        ['released', 134],
        ['adopted', 143],
      ],
    );
    const made = [...recreationsIn(facts, window)].map(([owner, { recreations }]) => [owner, recreations.length]);
    assert.deepEqual(made, [
      ['deployment/rng', 1],
      ['daemonset/rng', 1],
    ]);
    assert.equal(membershipOf(facts, 'rng').members.length, 5);
  });

  it('tell of a rollout of daemons: one deleted and replaced after the other', () => {
    const { facts, window } = rollout;
    const { recreations = [] } = recreationsIn(facts, window).get('daemonset/rng') ?? {};
    const { deletions = [] } = deletionsIn(facts, window).get('daemonset/rng') ?? {};
    const rolledOut = 'daemonset/rng rolls out a new pod template';
    assert.deepEqual(
      [...recreations, ...deletions].map(({ why }) => why),
      Array(4).fill(rolledOut),
    );
    const [first, second] = deletions;
    const replaced = recreations.find(({ node }) => node === first?.node);
    assert.ok(replaced && second && replaced.at < second.at, 'the second goes when the first has been replaced');
  });

  it('tell why clients failed when all pods stopped at once, and for how long nobody answered', () => {
    const { facts, since } = abrupt;
    const failed = failedRequests(facts);
    assert.deepEqual(
      causeCounts(failed).map(({ cause, requests }) => [cause, requests]),
      [
        ['pod-terminating', 123],
        ['pod-not-listening', 26],
        ['door-behind', 14],
        ['no-members', 11],
      ],
    );
    const [fresh, ...others] = disruptionOf(facts);
    assert.deepEqual(others, []);
    assert.deepEqual([fresh?.requests, fresh?.failed, Math.round(fresh?.longestOutageMs ?? 0)], [255, 174, 9449]);
    assert.deepEqual(
      fresh?.failures,
      new Map([
        ['timeout', 140],
        ['refused', 33],
        ['reset', 1],
      ]),
    );
    const doors = breakdownOf(facts, failed).flatMap((stream) => stream.doors);
    assert.deepEqual(
      doors.map(({ requests, failed: inVain }) => [requests, inVain]),
      [
        [85, 65],
        [85, 58],
        [85, 51],
      ],
    );
    assert.deepEqual(
      propagationsOf(facts, 'rng').map(({ leftAt }) => since(leftAt)),
      [347, 990, 990, 1338, 1338],
    );
  });

  for (const [name, { facts, window }] of Object.entries({ released, older, abrupt, rollout })) {
    it(`are the same in any order, told twice, and replayed: ${name}`, () => {
      const expected = findings(facts, window.from);
      for (let seed = 1; seed <= 10; seed++) {
        const random = seeded(seed);
        const mixed: readonly Fact[] = shuffled(facts, random);
        assert.deepEqual(findings(mixed, window.from), expected);
        assert.deepEqual(findings([...facts, ...mixed, ...replayed(facts)], window.from), expected);
      }
    });

    it(`are sound, and make a story: ${name}`, () => {
      // Requests to the untouched target are left out of fixtures.
      const withoutControl = name === 'abrupt' ? ['no control request was sent, 10 per second were promised'] : [];
      assert.deepEqual(blindness(facts, { from: window.from, to: facts.at(-1)?.at ?? 0 }), withoutControl);
      assert.ok(storyOf(facts, window).length >= 3);
    });
  }
});
