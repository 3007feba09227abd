import type { Fact, Instant } from '../../timeline/facts.ts';
import { breakdownOf } from '../breakdown.ts';
import { causeCounts, failedRequests } from '../causes.ts';
import { deletionsIn } from '../deletions.ts';
import { disruptionOf } from '../disruption.ts';
import { ghostTraffic } from '../ghost-traffic.ts';
import { membersByOwner } from '../members-by-owner.ts';
import { membershipOf } from '../membership.ts';
import { podRates } from '../pod-rates.ts';
import { podLives } from '../pods.ts';
import { propagationsOf } from '../propagation.ts';
import { recreationsIn } from '../recreations.ts';
import { blindness } from '../soundness.ts';
import { storyOf } from '../story.ts';

/** What a watch sends that was opened again from an old resourceVersion: the same states, later. */
export function replayed(facts: readonly Fact[]): Fact[] {
  return facts
    .filter((fact) => fact.type === 'object-seen')
    .map((fact) => ({ ...fact, at: fact.at + 100_000, seq: fact.seq + 100_000 }));
}

const MINUTE = 60_000;

/** All findings, in a form that can be compared. @param from where the window of recreations and deletions begins. */
export function findings(facts: readonly Fact[], from: Instant): unknown {
  const window = { from, to: undefined };
  const failed = failedRequests(facts);
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
    rates: podRates(facts, { from, bucketMs: 1000, count: 60 }),
    ghosts: ghostTraffic(facts, 'rng').map(({ pod, requests, lastedMs }) => [pod, requests, lastedMs]),
    failed: failed.map(({ sample: { stream, request, startedAt }, cause }) => [stream, request, startedAt, cause]),
    causes: causeCounts(failed),
    breakdown: breakdownOf(facts, failed),
    propagations: propagationsOf(facts, 'rng'),
    blindness: blindness(facts, { from, to: from + MINUTE }),
    story: storyOf(facts, window),
  };
}
