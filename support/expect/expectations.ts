import { formatDuration } from '../analysis/durations.ts';
import type { Fact } from '../timeline/facts.ts';
import { type Claim, type Evaluation, isProved } from './claim.ts';
import { refusal } from './failure-text.ts';
import { Moments } from './moments.ts';
import { type Asking, beginningOf, watch } from './waiting.ts';
import { atDeadline, atWindowEnd } from './window-end.ts';

/**
 * Asks a claim of the facts so far.
 *
 * @throws ExpectationFailed when it does not hold
 * @throws InstrumentBlind when there is nothing to judge it by
 */
export function now(claim: Claim, { source, since }: Asking): void {
  const evaluation = claim.evaluate(source.facts);
  if (!isProved(evaluation)) throw refusal(claim, evaluation, source.facts, { timing: '', since });
}

/**
 * Waits until a claim holds at some moment from `since` on, at the latest `withinMs` after `timedFrom`. A moment that is past counts, so a
 * claim that became true in time passes although it is asked late; one that became true too late fails.
 *
 * @throws ExpectationFailed at the deadline, or as soon as the claim can no longer become true
 * @throws InstrumentBlind when there is nothing to judge it by, or when what a watch told late may have made it true in time
 */
export async function eventually(claim: Claim, asking: Asking & { readonly withinMs: number }): Promise<void> {
  const { source, withinMs } = asking;
  const { since, timedFrom } = beginningOf(asking);
  const deadline = timedFrom + withinMs + (claim.graceMs ?? 0);
  const moments = new Moments(source, since, deadline, claim.dependsOn);
  let last: Evaluation | undefined;
  const holds = () => last !== undefined && isProved(last);
  const isDecided = (facts: readonly Fact[]) => {
    last = claim.evaluate(facts);
    return isProved(last) || last.final === true;
  };
  await watch(moments, deadline, asking, isDecided);
  if (holds()) return;
  const take = () => {
    for (const facts of moments.next()) if (isDecided(facts)) break;
    return holds();
  };
  if (last?.final !== true && (await atDeadline(claim, deadline, asking, take))) return;
  const timing = ` within ${formatDuration(withinMs)}`;
  throw refusal(claim, last ?? claim.evaluate(moments.known), moments.known, { timing, since });
}

/**
 * Watches that a claim holds at every moment from `since` until `forMs` after `timedFrom`, those already past included.
 *
 * @throws ExpectationFailed at the first moment at which it does not hold
 * @throws InstrumentBlind when there is nothing to judge it by
 */
export async function stays(claim: Claim, asking: Asking & { readonly forMs: number }): Promise<void> {
  const { source, forMs } = asking;
  const { since, timedFrom } = beginningOf(asking);
  const until = timedFrom + forMs;
  const moments = new Moments(source, since, until, claim.dependsOn);
  const timing = ` for ${formatDuration(forMs)}`;
  let last: Evaluation | undefined;
  const falls = (facts: readonly Fact[]) => {
    last = claim.evaluate(facts);
    return !last.holds && last.blind === undefined;
  };
  const demandProof = () => {
    if (last !== undefined && isProved(last)) return;
    throw refusal(claim, last ?? claim.evaluate(moments.known), moments.known, { timing, since });
  };
  await watch(moments, until, asking, falls);
  demandProof();
  await atWindowEnd(claim, until, asking, () => {
    for (const facts of moments.next()) if (falls(facts)) break;
    demandProof();
  });
}
