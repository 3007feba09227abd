import { formatDuration } from '../analysis/durations.ts';
import type { Fact, Instant } from '../timeline/facts.ts';
import { type Claim, type Evaluation, isProved } from './claim.ts';
import { refusal } from './failure-text.ts';
import { Moments } from './moments.ts';
import { type Asking, beginningOf, watch } from './waiting.ts';
import { atDeadline, atWindowEnd } from './window-end.ts';

/** How soon a claim must hold, and how long it must then go on holding, in ms. */
export interface Settling {
  readonly withinMs: number;
  readonly forMs: number;
}

/**
 * Waits until a claim holds and goes on holding: at a moment from `since` on, at the latest `withinMs` after `timedFrom`, it becomes
 * true and then stays so for `forMs`.
 *
 * This is how to ask for a state that was the case before the action, too, such as "3 and 2 members again" after a pod
 * was deleted: `eventually` would be content before the cluster has even begun. A state that was so from the start must
 * stand for the whole of `withinMs`, for when the cluster will react nobody knows. For one that became true `forMs` is enough: two
 * seconds cover the EndpointSlice controller's back-off of 1 s.
 *
 * @throws ExpectationFailed when it does not settle in time
 * @throws InstrumentBlind when there is nothing to judge it by, or when what a watch told late may have made it settle in time
 */
export async function settles(claim: Claim, asking: Asking & Settling): Promise<void> {
  const { source, withinMs, forMs } = asking;
  const { since, timedFrom } = beginningOf(asking);
  const latest = timedFrom + withinMs;
  const moments = new Moments(source, since, latest + forMs, claim.dependsOn);
  let last: Evaluation | undefined;
  let wasFalse = false;
  let judgedAt = since;
  const evaluate = (facts: readonly Fact[]) => {
    last = claim.evaluate(facts);
    judgedAt = moments.at;
    wasFalse ||= !last.holds && last.blind === undefined;
    return last;
  };
  const take = (done: (facts: readonly Fact[]) => boolean) => {
    for (const facts of moments.next()) if (done(facts)) break;
  };
  const untilItHolds = async (): Promise<Instant | undefined> => {
    let heldSince: Instant | undefined;
    const begins = (facts: readonly Fact[]) => {
      if (moments.at > latest) return true;
      const evaluation = evaluate(facts);
      if (isProved(evaluation)) heldSince = moments.at;
      return isProved(evaluation) || evaluation.final === true;
    };
    await watch(moments, latest, asking, begins);
    if (heldSince !== undefined || last?.final === true) return heldSince;
    await atDeadline(claim, Math.max(latest, judgedAt), asking, () => {
      take(begins);
      return heldSince !== undefined;
    });
    return heldSince;
  };
  const lasts = async (until: Instant): Promise<boolean> => {
    let broken = false;
    const breaks = (facts: readonly Fact[]) => {
      if (moments.at > until) return true;
      broken = !isProved(evaluate(facts));
      return broken;
    };
    await watch(moments, until, asking, breaks);
    if (!broken) await atWindowEnd(claim, until, asking, () => take(breaks));
    return !broken;
  };
  for (;;) {
    const heldSince = await untilItHolds();
    if (heldSince === undefined) break;
    const until = heldSince + forMs;
    if (await lasts(wasFalse ? until : Math.max(latest, until))) return;
    if (last?.final === true) break;
  }
  const timing = ` within ${formatDuration(withinMs)}, and for ${formatDuration(forMs)}`;
  throw refusal(claim, last ?? claim.evaluate(moments.known), moments.known, { timing, since });
}
