import type { Fact, Verdict } from '../timeline/facts.ts';
import { toldScenarios } from './told-scenarios.ts';

/** What became of one scenario under one sabotage. */
export interface Ordeal {
  readonly scenario: string;
  /** `features/x.feature:12`. */
  readonly place: string;
  /** Whether one of its actions was sabotaged: it may have none of that number, or none on a pod or a node. */
  readonly sabotaged: boolean;
  /** How many it came to before it ended. */
  readonly actions: number;
  readonly verdict: Verdict;
  /** A step failed. A blind instrument alone makes a scenario invalid without anyone having noticed the sabotage. */
  readonly noticed: boolean;
}

/** What became of each scenario of a run under sabotage, by the run's timeline. */
export function ordealsOf(facts: readonly Fact[]): Ordeal[] {
  return toldScenarios(facts).map(({ started: { name: scenario }, own, place, verdict }) => ({
    scenario,
    place,
    sabotaged: own.some(({ type }) => type === 'action-sabotaged'),
    actions: own.filter(({ type }) => type === 'action-asked').length,
    verdict,
    noticed: own.some((fact) => fact.type === 'step-finished' && fact.status === 'FAILED'),
  }));
}

/** What a cell of the table says: how it ended, `–` where there was nothing to sabotage, and what is no proof in capitals. */
export function outcomeOf({ sabotaged, noticed, verdict }: Ordeal): string {
  if (!sabotaged) return '–';
  if (noticed) return verdict;
  return verdict === 'passed' ? 'PASSED' : 'UNNOTICED';
}

/** The ordeals under each sabotage, by its name. */
export type Ordeals = ReadonlyMap<string, readonly Ordeal[]>;

/** The scenarios that did not notice a sabotage, each with its name. */
export function unnoticed(ordeals: Ordeals): { readonly sabotage: string; readonly ordeal: Ordeal }[] {
  return [...ordeals].flatMap(([sabotage, each]) =>
    each.filter(({ sabotaged, noticed }) => sabotaged && !noticed).map((ordeal) => ({ sabotage, ordeal })),
  );
}

/** Scenario by sabotage, as text. A scenario outline has a line for each of its examples. */
export function formatOrdeals(ordeals: Ordeals): string {
  const sabotages = [...ordeals.keys()];
  const rows = rowsOf(ordeals).map(({ place, scenario, cells }) => [`${scenario} (${place})`, ...cells]);
  const table = [['scenario', ...sabotages], ...rows];
  const widths = table[0]?.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = table.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const all = [...ordeals.values()].flat().filter(({ sabotaged }) => sabotaged);
  const missed = unnoticed(ordeals).length;
  return `${lines.join('\n')}\n\n${all.length} sabotaged, ${all.length - missed} noticed, ${missed} not\n`;
}

/** The same for programs. */
export function rowsOf(
  ordeals: Ordeals,
): { readonly place: string; readonly scenario: string; readonly cells: readonly string[] }[] {
  const rows = new Map<string, { place: string; scenario: string; cells: string[] }>();
  for (const [column, each] of [...ordeals.values()].entries()) {
    const seen = new Map<string, number>();
    for (const ordeal of each) {
      const { place, scenario } = ordeal;
      const name = `${place} ${scenario}`;
      // Examples of one outline may have one name.
      const number = (seen.get(name) ?? 0) + 1;
      seen.set(name, number);
      const key = `${name} ${number}`;
      const row = rows.get(key) ?? { place, scenario, cells: [] };
      rows.set(key, row);
      while (row.cells.length < column) row.cells.push('–');
      row.cells.push(outcomeOf(ordeal));
    }
  }
  for (const { cells } of rows.values()) while (cells.length < ordeals.size) cells.push('–');
  return [...rows.values()];
}
