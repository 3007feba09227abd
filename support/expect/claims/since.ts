import { actionsIn } from '../../analysis/actions.ts';
import type { Interval } from '../../analysis/intervals.ts';
import type { Fact, Instant } from '../../timeline/facts.ts';
import type { Evaluation } from '../claim.ts';

/** From when on things count: from an action until the next one is asked for, or from an instant on. */
export type Since = { readonly action: string } | { readonly from: Instant };

/** The types of facts on which a claim depends that judges objects in a window. */
export const OBJECTS_SINCE = ['object-seen', 'action-asked', 'action-acknowledged'] as const;

/** The window, and what it began with for people: "after you removed label app from rng-9qzmd". */
export interface SinceWindow {
  readonly window: Interval;
  readonly after: string;
}

/**
 * Judges what happened in a window. Before its action is on the timeline there is nothing to judge, and after an action
 * that changed nothing no claim holds, because nothing can be proved by it.
 */
export function judgeSince(
  facts: readonly Fact[],
  since: Since,
  judge: (window: SinceWindow) => Evaluation,
): Evaluation {
  if ('from' in since) return judge({ window: { from: since.from, to: undefined }, after: 'after watching began' });
  const action = actionsIn(facts).find(({ id }) => id === since.action);
  if (action === undefined) {
    const lastSeen = `action ${since.action} has not been asked for`;
    return { holds: false, lastSeen, blind: lastSeen };
  }
  if (action.changed === false) {
    return { holds: false, final: true, lastSeen: `nothing was changed when you ${action.summary}` };
  }
  return judge({ window: action.window, after: `after you ${action.summary}` });
}
