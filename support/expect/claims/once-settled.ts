import { settledUntil } from '../../analysis/settled.ts';
import type { Fact, Instant } from '../../timeline/facts.ts';
import type { Evaluation } from '../claim.ts';

/** How long a sample may come after its request was sent, in ms: a request may take its whole timeout, and the meter writes its samples up to 0.3 s later. */
export const SAMPLE_GRACE_MS = 3000;

/** Judges once every request that was sent before an instant has ended, and is blind until then: an absence of failures would say nothing. */
export function onceSettled(facts: readonly Fact[], until: Instant, judge: () => Evaluation): Evaluation {
  const settlement = settledUntil(facts, until);
  if (settlement === 'no-traffic') return unmeasured('no traffic was started');
  if (settlement === 'pending') return unmeasured('requests sent before the end of the span have left no sample');
  return judge();
}

/** What was asked about was not measured, in a sentence. */
export function unmeasured(blind: string): Evaluation {
  return { holds: false, lastSeen: blind, blind };
}
