import type { Fact, Instant } from '../timeline/facts.ts';

/** What a connection that is open again has to make up for is told within this time. */
const REPLAY_MS = 1000;

/** What a watch that was away at the end of a window told after it. */
export interface ToldLate {
  /** The facts up to where it had told everything. */
  readonly facts: Fact[];
  /** Where that was. */
  readonly until: Instant;
  /** Which watch was away, and why. */
  readonly why: string;
}

/**
 * What was told late of a window; undefined when no watch was away at its end. What happened in the window may then be among what
 * came after it, for facts bear the time at which they were told.
 * @param facts of a time when all watches had caught up.
 */
export function toldLate(facts: readonly Fact[], until: Instant): ToldLate | undefined {
  const back = facts
    .filter((fact) => fact.type === 'watch-reconnected' || fact.type === 'watch-gap')
    // Events prove nothing.
    .filter(({ kind, from, at }) => kind !== 'Event' && from <= until && at > until - REPLAY_MS);
  const [first] = back;
  if (first === undefined) return undefined;
  const end = Math.max(...back.map(({ at }) => at)) + REPLAY_MS;
  const why = `the watch of ${first.kind} objects was away at the end (${first.reason})`;
  return { facts: facts.filter(({ at }) => at <= end), until: end, why };
}
