import type { Progress } from '../../clusters/progress.ts';
import { runCatalogue } from './run-catalogue.ts';
import { type Ordeal, ordealsOf, unnoticed } from './sabotage.ts';
import { placesToSabotage, type Undisturbed, undisturbedOf } from './undisturbed.ts';

/** What is done to each action, one at a time. */
export const SABOTAGES = ['skip-action', 'wrong-pod', 'wrong-node'] as const;

/** Under which sabotages, and what. */
export interface SabotageOptions {
  readonly only: readonly (typeof SABOTAGES)[number][];
  /** For `npm run scenarios`: paths and options. */
  readonly scenarios: readonly string[];
}

/** What became of scenarios under sabotage. */
export interface SabotageResult {
  /** By the name of the sabotage. */
  readonly ordeals: ReadonlyMap<string, readonly Ordeal[]>;
  /** Who did not pass undisturbed, and so could prove nothing. */
  readonly unproved: readonly Undisturbed[];
}

/**
 * Runs scenarios undisturbed, and then under each sabotage those that passed and have an action it can be done to: one run for each
 * number of an action.
 * @throws when no scenario ran.
 */
export async function benchSabotage(
  { only, scenarios }: SabotageOptions,
  tell: Progress,
  signal: AbortSignal,
): Promise<SabotageResult> {
  tell('Without sabotage');
  const undisturbed = undisturbedOf(await runCatalogue({ name: 'undisturbed', arguments: scenarios }, tell, signal));
  if (undisturbed.length === 0) throw new Error('no scenario ran');
  const unproved = undisturbed.filter(({ verdict }) => verdict !== 'passed');
  for (const { scenario, place, verdict } of unproved) tell(`  ${verdict} by itself: ${scenario} (${place})`);
  const proved = undisturbed.filter(({ place }) => unproved.every((each) => each.place !== place));
  const most = Math.max(...undisturbed.map(({ actions }) => actions.length));
  const options = scenarios.filter((word) => !isPath(word));
  const ordeals = new Map<string, Ordeal[]>();
  for (const kind of only) {
    for (let number = 1; number <= most; number++) {
      const places = placesToSabotage(proved, kind, number);
      if (places.length === 0) continue;
      const sabotage = `${kind}:${number}`;
      tell(`Sabotage: ${sabotage} of ${places.length} scenarios`);
      const run = { name: sabotage, arguments: [...places, ...options], environment: { KINDLING_SABOTAGE: sabotage } };
      const each = ordealsOf(await runCatalogue(run, tell, signal));
      ordeals.set(sabotage, each);
      for (const { ordeal } of unnoticed(new Map([[sabotage, each]]))) {
        tell(`  not noticed by ${ordeal.scenario} (${ordeal.place}): ${ordeal.verdict}`);
      }
    }
  }
  return { ordeals, unproved };
}

function isPath(word: string): boolean {
  return /\.feature(:\d+)*$|^features\b/.test(word);
}
