import type { Progress } from '../../clusters/progress.ts';
import { runCatalogue } from './run-catalogue.ts';
import { type Ordeal, ordealsOf, unnoticed } from './sabotage.ts';

/** What is done to each action, one at a time. */
export const SABOTAGES = ['skip-action', 'wrong-pod', 'wrong-node'] as const;

/** Under which sabotages, and what. */
export interface SabotageOptions {
  readonly only: readonly (typeof SABOTAGES)[number][];
  /** For `npm run scenarios`: paths and options. */
  readonly scenarios: readonly string[];
}

/**
 * Runs scenarios under each sabotage, one run for each number of an action as long as any scenario has one.
 * @returns what became of each, by the name of the sabotage.
 */
export async function benchSabotage(
  { only, scenarios }: SabotageOptions,
  tell: Progress,
  signal: AbortSignal,
): Promise<Map<string, Ordeal[]>> {
  const ordeals = new Map<string, Ordeal[]>();
  for (const kind of only) {
    let places: readonly string[] = [];
    for (let number = 1; number === 1 || places.length > 0; number++) {
      const sabotage = `${kind}:${number}`;
      tell(`Sabotage: ${sabotage}`);
      const words = [...scenarios.filter((word) => number === 1 || !isPath(word)), ...places];
      const run = { name: sabotage, arguments: words, environment: { KINDLING_SABOTAGE: sabotage } };
      const each = ordealsOf(await runCatalogue(run, tell, signal));
      if (each.length === 0) throw new Error(`no scenario ran under ${sabotage}`);
      ordeals.set(sabotage, each);
      for (const { ordeal } of unnoticed(new Map([[sabotage, each]]))) {
        tell(`  not noticed by ${ordeal.scenario} (${ordeal.place}): ${ordeal.verdict}`);
      }
      // Who did not come to an action of this number has none of the next.
      places = [...new Set(each.filter(({ actions }) => actions >= number).map(({ place }) => place))];
    }
  }
  return ordeals;
}

function isPath(word: string): boolean {
  return /\.feature(:\d+)*$|^features\b/.test(word);
}
