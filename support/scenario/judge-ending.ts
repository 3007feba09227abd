import { ExpectationFailed, type Judgement, judge } from '../expect/verdict-errors.ts';

/** What is asked of a scenario whose steps are over. */
export interface Ending {
  /** Ends its traffic in good order. */
  stopTraffic(): Promise<void>;
  /** What the watches may not have told, a sentence each. @throws when the run was ended early. */
  whatIsBehind(): Promise<readonly string[]>;
  /** Why the instrument cannot be trusted, from the facts there are when it is asked. */
  blindness(): readonly string[];
}

/**
 * The verdict of a scenario: whatever fails here, the rest is asked all the same, for blindness outweighs a false claim. Traffic that
 * does not end in order has lost samples, so a claim that looks false may be true.
 * @param failure what a step threw, undefined for nothing.
 */
export async function judgeEnding(failure: unknown, ending: Ending): Promise<Judgement> {
  const [stopped] = await Promise.allSettled([ending.stopTraffic()]);
  const lost = stopped.status === 'rejected' ? [stopped.reason as unknown] : [];
  try {
    const behind = await ending.whatIsBehind();
    const unheard = failure instanceof ExpectationFailed ? lost.map(textOf) : [];
    return judge(failure ?? lost[0], [...unheard, ...behind, ...ending.blindness()]);
  } catch (error) {
    return judge(failure ?? error, []);
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
