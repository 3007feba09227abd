import type { Verdict } from '../timeline/facts.ts';

/** The claim is false. Its scenario ends failed. The message is written for people and has several lines. */
export class ExpectationFailed extends Error {
  override readonly name = 'ExpectationFailed';
  /** What was claimed: "daemonset/rng recreates no pod for 5s". */
  readonly wanted: string;
  /** What was the case: "daemonset/rng recreated 1 pod". */
  readonly lastSeen: string;

  constructor(message: string, facts: { readonly wanted: string; readonly lastSeen: string }) {
    super(message);
    this.wanted = facts.wanted;
    this.lastSeen = facts.lastSeen;
  }
}

/** The instrument could not see what it was asked about. Its scenario ends invalid, neither passed nor failed. */
export class InstrumentBlind extends Error {
  override readonly name = 'InstrumentBlind';
}

/** How a scenario ended and, unless it passed, why. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason: string | undefined;
}

/** The same verdict with a reason that says this as well, on a line of its own. */
export function alsoSaying({ verdict, reason }: Judgement, told: string): Judgement {
  return { verdict, reason: reason === undefined ? told : `${reason}\n${told}` };
}

/**
 * The verdict of a scenario.
 *
 * Anything that is thrown and is neither of the two errors above is broken: a tool or the cluster failed, so nothing was
 * learned. (That the API server was away is blindness; `scenario/blinded.ts` has made it so before.) Blindness outweighs a false claim, because a claim that looks false may only have been seen badly.
 *
 * @param error what the steps threw, undefined for nothing
 * @param blindness reasons from `analysis/soundness.ts` about the scenario's whole time
 */
export function judge(error: unknown, blindness: readonly string[]): Judgement {
  const told = error instanceof Error ? error.message : String(error);
  const isVerdict = error instanceof ExpectationFailed || error instanceof InstrumentBlind;
  if (error !== undefined && !isVerdict) return { verdict: 'broken', reason: told };
  if (error instanceof InstrumentBlind || blindness.length > 0) {
    const own = error === undefined ? [] : [told];
    return { verdict: 'invalid', reason: [...blindness, ...own].join('\n') };
  }
  return error === undefined ? { verdict: 'passed', reason: undefined } : { verdict: 'failed', reason: told };
}
