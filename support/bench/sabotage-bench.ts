import type { Progress } from '../../clusters/progress.ts';
import { runCatalogue } from './run-catalogue.ts';
import { type Ordeal, ordealsOf, unnoticed } from './sabotage.ts';

/** Under which sabotages, and what. */
export interface SabotageOptions {
  /** `each-action` is one run for each number of an action, as long as any scenario has one. */
  readonly only: readonly ('each-action' | 'wrong-pod')[];
  /** For `npm run scenarios`: paths and options. */
  readonly scenarios: readonly string[];
}

/** Runs scenarios under each sabotage. @returns what became of each, by the name of the sabotage. */
export async function benchSabotage(
  { only, scenarios }: SabotageOptions,
  tell: Progress,
  signal: AbortSignal,
): Promise<Map<string, Ordeal[]>> {
  const ordeals = new Map<string, Ordeal[]>();
  const run = async (sabotage: string, places: readonly string[]) => {
    tell(`Sabotage: ${sabotage}`);
    const arguments_ = [...scenarios.filter((word) => places.length === 0 || !isPath(word)), ...places];
    const environment = { KINDLING_SABOTAGE: sabotage };
    const each = ordealsOf(await runCatalogue({ name: sabotage, arguments: arguments_, environment }, tell, signal));
    if (each.length === 0) throw new Error(`no scenario ran under ${sabotage}`);
    ordeals.set(sabotage, each);
    const missed = unnoticed(new Map([[sabotage, each]]));
    for (const { ordeal } of missed) tell(`  not noticed by ${ordeal.scenario} (${ordeal.place}): ${ordeal.verdict}`);
    return each.filter(({ sabotaged }) => sabotaged);
  };
  if (only.includes('wrong-pod')) await run('wrong-pod', []);
  if (only.includes('each-action')) {
    // Who has no action of this number has none of the next.
    let hit = await run('skip-action:1', []);
    for (let number = 2; hit.length > 0; number++) {
      hit = await run(`skip-action:${number}`, [...new Set(hit.map(({ place }) => place))]);
    }
  }
  return ordeals;
}

function isPath(word: string): boolean {
  return /\.feature(:\d+)*$|^features\b/.test(word);
}
