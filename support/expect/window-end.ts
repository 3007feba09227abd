import type { Instant } from '../timeline/facts.ts';
import { type Claim, type Evaluation, isProved } from './claim.ts';
import { toldLate } from './late-facts.ts';
import { Moments } from './moments.ts';
import { InstrumentBlind } from './verdict-errors.ts';
import type { Asking } from './waiting.ts';

/**
 * Makes sure that a claim which held to the end of a window did so on the cluster, and not only for want of word from it.
 *
 * @param take is given the end of the window once more, when the watches have caught up with it
 * @throws InstrumentBlind when that cannot be known, or when it does not hold with what a watch told late
 */
export async function atWindowEnd(
  claim: Claim,
  until: Instant,
  { source, caughtUp }: Asking,
  take: () => void,
): Promise<void> {
  await caughtUp?.();
  take();
  const late = toldLate(source.facts, until);
  if (late === undefined) return;
  const evaluation = claim.evaluate(late.facts);
  if (isProved(evaluation)) return;
  throw cannotTell(claim, late.why, evaluation);
}

/**
 * Makes sure that a claim which did not come to hold in a window failed on the cluster, and not only for want of word from it.
 *
 * @param take is given the end of the window once more, when the watches have caught up with it, and says whether the claim holds
 * @returns what `take` said
 * @throws InstrumentBlind when that cannot be known, or when the claim holds with what a watch told late: it may have held in time
 */
export async function atDeadline(
  claim: Claim,
  until: Instant,
  { source, caughtUp }: Asking,
  take: () => boolean,
): Promise<boolean> {
  await caughtUp?.();
  if (take()) return true;
  const late = toldLate(source.facts, until);
  if (late === undefined) return false;
  for (const facts of new Moments(source, until, late.until, claim.dependsOn).next()) {
    const evaluation = claim.evaluate(facts);
    if (isProved(evaluation)) throw cannotTell(claim, late.why, evaluation);
  }
  return false;
}

function cannotTell({ describe }: Claim, why: string, { lastSeen }: Evaluation): InstrumentBlind {
  return new InstrumentBlind(`${describe}: cannot tell, ${why}, and afterwards ${lastSeen}`);
}
