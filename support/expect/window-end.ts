import type { Instant } from '../timeline/facts.ts';
import { type Claim, isProved } from './claim.ts';
import { toldLate } from './late-facts.ts';
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
  throw new InstrumentBlind(`${claim.describe}: cannot tell, ${late.why}, and afterwards ${evaluation.lastSeen}`);
}
