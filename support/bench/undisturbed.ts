import type { Fact, Verdict } from '../timeline/facts.ts';
import type { SABOTAGES } from './sabotage-bench.ts';
import { toldScenarios } from './told-scenarios.ts';

/** What a scenario did when nothing was sabotaged. */
export interface Undisturbed {
  /** `features/x.feature:12`. Examples of an outline have one in common. */
  readonly place: string;
  readonly scenario: string;
  readonly verdict: Verdict;
  /** Of each of its actions in order, the kinds of its subjects. */
  readonly actions: readonly (readonly string[])[];
}

/** What each scenario of a run without sabotage did. */
export function undisturbedOf(facts: readonly Fact[]): Undisturbed[] {
  return toldScenarios(facts).map(({ started: { name: scenario }, own, place, verdict }) => {
    const asked = own.filter((fact) => fact.type === 'action-asked');
    return { place, scenario, verdict, actions: asked.map(({ subjects }) => subjects.map(({ kind }) => kind)) };
  });
}

/** Which scenarios have an action of that number, counted from 1, that the sabotage can be done to. @returns their places. */
export function placesToSabotage(
  scenarios: readonly Undisturbed[],
  sabotage: (typeof SABOTAGES)[number],
  number: number,
): string[] {
  const fits = ({ actions }: Undisturbed) => {
    const kinds = actions[number - 1];
    if (kinds === undefined) return false;
    if (sabotage === 'skip-action') return true;
    // Who drains a node chooses the node; its pods follow.
    if (sabotage === 'wrong-node') return kinds[0] === 'Node';
    return kinds.length > 0 && kinds.every((kind) => kind === 'Pod');
  };
  return [...new Set(scenarios.filter(fits).map(({ place }) => place))];
}
