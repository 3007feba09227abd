import { factsOfScenario } from '../analysis/scenario.ts';
import type { Fact, FactOf, Verdict } from '../timeline/facts.ts';

/** One scenario as a run's timeline tells of it. */
export interface ToldScenario {
  readonly started: FactOf<'scenario-started'>;
  /** Its facts. */
  readonly own: readonly Fact[];
  /** Undefined for one that never ended. */
  readonly finished: FactOf<'scenario-finished'> | undefined;
  /** One that never ended is broken. */
  readonly verdict: Verdict;
  /** `features/x.feature:12`. Examples of an outline have one in common. */
  readonly place: string;
}

/** The scenarios of a run, in the order in which they began. */
export function toldScenarios(facts: readonly Fact[]): ToldScenario[] {
  return facts
    .filter((fact) => fact.type === 'scenario-started')
    .map((started) => {
      const own = factsOfScenario(facts, started.scenario);
      const finished = own.findLast((fact) => fact.type === 'scenario-finished');
      return {
        started,
        own,
        finished,
        verdict: finished?.verdict ?? 'broken',
        place: `${started.uri}:${started.line}`,
      };
    });
}
