import type { Fact, FactOf, Instant, ObjectRef } from '../timeline/facts.ts';
import type { Interval } from './intervals.ts';

/** One thing that was done to the cluster. Its window ends when the next action is asked for. */
export interface Action {
  readonly id: string;
  readonly verb: string;
  readonly summary: string;
  readonly subjects: readonly ObjectRef[];
  readonly askedAt: Instant;
  readonly acknowledgedAt: Instant | undefined;
  /** What the API server answered; undefined before it did. */
  readonly changed: boolean | undefined;
  readonly window: Interval;
}

/** All actions in order of time. An action that is told twice counts once. */
export function actionsIn(facts: readonly Fact[]): Action[] {
  const asked = new Map<string, FactOf<'action-asked'>>();
  const acknowledged = new Map<string, FactOf<'action-acknowledged'>>();
  for (const fact of facts) {
    if (fact.type === 'action-asked' && !asked.has(fact.action)) asked.set(fact.action, fact);
    if (fact.type === 'action-acknowledged' && !acknowledged.has(fact.action)) acknowledged.set(fact.action, fact);
  }
  const inOrder = [...asked.values()].sort((a, b) => a.at - b.at || a.seq - b.seq);
  return inOrder.map((fact, index) => {
    const answer = acknowledged.get(fact.action);
    return {
      id: fact.action,
      verb: fact.verb,
      summary: fact.summary,
      subjects: fact.subjects,
      askedAt: fact.at,
      acknowledgedAt: answer?.at,
      changed: answer?.changed,
      window: { from: fact.at, to: inOrder[index + 1]?.at },
    };
  });
}

/** The action that was asked for last, up to an instant; undefined when nothing was done yet. */
export function lastAction(facts: readonly Fact[], until: Instant = Number.POSITIVE_INFINITY): Action | undefined {
  return actionsIn(facts).findLast((action) => action.askedAt <= until);
}
