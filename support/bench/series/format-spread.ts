import { alignColumns } from '../align.ts';
import { TABLES } from './measures.ts';
import type { CatalogueSpread, MeasureSpread, RecreatedSpread, ScenarioSpread, Spread } from './spread.ts';

const NAME_MOST = 40;

/** Numbers of whole runs as a Markdown table. */
export function runTable(rows: readonly (Spread & { readonly name: string })[]): string[] {
  const heads = ['seconds', 'least', 'median', 'most', 'runs'];
  return markdownTable([
    heads,
    ...rows.map(({ name, least, median, most, of }) => [name, ...[least, median, most].map(figure), String(of)]),
  ]);
}

/** Every number over the whole catalogue as a Markdown table. */
export function catalogueTable(rows: readonly CatalogueSpread[]): string[] {
  const heads = ['number', 'scenarios', 'median of medians', 'largest spread', 'where'];
  return markdownTable([
    heads,
    ...rows.map(({ table, part, name, scenarios, medianOfMedians, largest, where }) => [
      part === '' ? (table === 'meter' ? `meter ${name}` : name) : `${part} ${name}`,
      ...[String(scenarios), figure(medianOfMedians), figure(largest), largest === 0 ? '–' : shortPlace(where)],
    ]),
  ]);
}

/**
 * The scenarios' numbers, a Markdown table with its title for each kind of them. A cell is `least / median / most`,
 * and tells in how many runs that was where it was not measured in all.
 */
export function scenarioTables(scenarios: readonly ScenarioSpread[]): string[] {
  return TABLES.flatMap((table) => {
    const measured = scenarios.map((scenario) => ({
      ...scenario,
      measures: scenario.measures.filter((measure) => measure.table === table),
    }));
    const columns = [...new Set(measured.flatMap(({ measures }) => measures.map(({ name }) => name)))];
    if (columns.length === 0) return [];
    const first = table === 'time';
    const rows = measured.flatMap((scenario) => rowsOf(scenario, columns, first));
    const heads = ['scenario', ...columns, ...(first ? ['recreated'] : [])];
    return [`## Each scenario: ${table}`, '', ...markdownTable([heads, ...rows]), ''];
  });
}

/** Which scenarios did not have the same pods recreated in all runs. */
export function recreatedLine(scenarios: readonly ScenarioSpread[]): string {
  const varying = scenarios.filter(({ recreated }) => recreated.some(({ varies }) => varies));
  if (varying.length === 0) return 'Recreated pods per owner were the same in all runs, in every scenario.';
  return `Recreated pods per owner vary in: ${varying.map(nameOf).join('; ')}.`;
}

/** A row for each part of a scenario, which for most is the whole. */
function rowsOf(scenario: ScenarioSpread, columns: readonly string[], withRecreated: boolean): string[][] {
  const parts = Map.groupBy(scenario.measures, ({ part }) => part);
  return [...parts].map(([part, measures]) => [
    part === '' ? nameOf(scenario) : `${nameOf(scenario)} ${part}`,
    ...columns.map((column) =>
      cell(
        measures.find(({ name }) => name === column),
        scenario.runs,
      ),
    ),
    ...(withRecreated ? [recreatedCell(scenario.recreated)] : []),
  ]);
}

function cell(spread: MeasureSpread | undefined, runs: number): string {
  if (spread === undefined) return '–';
  const figures = [spread.least, spread.median, spread.most].map(figure);
  const text = new Set(figures).size === 1 ? (figures[0] ?? '') : figures.join(' / ');
  return spread.of === runs ? text : `${text} (${spread.of} of ${runs})`;
}

function recreatedCell(recreated: readonly RecreatedSpread[]): string {
  const cells = recreated.map(({ owner, counts, varies }) =>
    varies ? `${owner} varies ${Math.min(...counts)} to ${Math.max(...counts)}` : `${owner} ${counts[0] ?? 0}`,
  );
  return cells.join(', ') || 'none';
}

function figure(value: number): string {
  return Number.isInteger(value) || Math.abs(value) >= 100 ? String(Math.round(value)) : value.toFixed(1);
}

function nameOf({ scenario, place }: Pick<ScenarioSpread, 'scenario' | 'place'>): string {
  const name = scenario.length > NAME_MOST ? `${scenario.slice(0, NAME_MOST - 1)}…` : scenario;
  return `${name} (${shortPlace(place)})`;
}

function shortPlace(place: string): string {
  return place.replace(/^features\//, '');
}

function markdownTable(rows: readonly (readonly string[])[]): string[] {
  const escaped = rows.map((cells) => cells.map((text) => text.replaceAll('|', '\\|')));
  const [heads = [], ...rest] = alignColumns(escaped);
  const rule = heads.map(({ length }, column) => (column === 0 ? '-'.repeat(length) : `${'-'.repeat(length - 1)}:`));
  return [heads, rule, ...rest].map((cells) => `| ${cells.join(' | ')} |`);
}
