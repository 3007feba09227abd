import { formatDuration } from '../analysis/durations.ts';
import type { Fact, Instant } from '../timeline/facts.ts';
import { type Claim, type Evaluation, isProved } from './claim.ts';
import { timelineClock } from './clock.ts';
import { refusal } from './failure-text.ts';
import { Moments } from './moments.ts';
import { type Asking, watch } from './waiting.ts';
import { atWindowEnd } from './window-end.ts';

/** How soon a claim must hold, and how long it must then go on holding, in ms. */
export interface Settling {
  readonly withinMs: number;
  readonly forMs: number;
}

/**
 * Waits until a claim holds and goes on holding: at a moment between `since` and `withinMs` later it becomes true and then
 * stays so for `forMs`.
 *
 * This is how to ask for a state that was the case before the action, too, such as "3 and 2 members again" after a pod
 * was deleted: `eventually` would be content before the cluster has even begun. Let `forMs` be longer than the cluster
 * takes to react; two seconds cover the EndpointSlice controller's back-off of 1 s.
 *
 * @throws ExpectationFailed when it does not settle in time
 * @throws InstrumentBlind when there is nothing to judge it by
 */
export async function settles(claim: Claim, asking: Asking & Settling): Promise<void> {
  const { source, clock = timelineClock, withinMs, forMs } = asking;
  const since = asking.since ?? clock.now();
  const latest = since + withinMs;
  const moments = new Moments(source, since, latest + forMs, claim.dependsOn);
  let last: Evaluation | undefined;
  for (;;) {
    let heldSince: Instant | undefined;
    await watch(moments, latest, asking, (facts) => {
      if (moments.at > latest) return true;
      last = claim.evaluate(facts);
      if (isProved(last)) heldSince = moments.at;
      return isProved(last) || last.final === true;
    });
    if (heldSince === undefined) break;
    const until = heldSince + forMs;
    let broken = false;
    const breaks = (facts: readonly Fact[]) => {
      if (moments.at > until) return true;
      last = claim.evaluate(facts);
      broken = !isProved(last);
      return broken;
    };
    await watch(moments, until, asking, breaks);
    if (!broken) {
      await atWindowEnd(claim, until, asking, () => {
        for (const facts of moments.next()) if (breaks(facts) && broken) break;
      });
    }
    if (!broken) return;
    if (last?.final === true) break;
  }
  const timing = ` within ${formatDuration(withinMs)}, and for ${formatDuration(forMs)}`;
  throw refusal(claim, last ?? claim.evaluate(moments.known), moments.known, { timing, since });
}
