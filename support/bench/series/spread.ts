import { median } from '../median.ts';
import { type Measure, measuresOf } from './measures.ts';
import { type SeriesRun, scenariosOf } from './series-run.ts';

/** What a number was over the runs of a series. */
export interface Spread {
  /** In how many runs it was measured. */
  readonly of: number;
  readonly least: number;
  readonly median: number;
  readonly most: number;
}

/** The spread of one number of a scenario. */
export interface MeasureSpread extends Omit<Measure, 'value'>, Spread {}

/** How many pods of an owner a scenario had recreated, run by run. A race may vary; nothing else may. */
export interface RecreatedSpread {
  readonly owner: string;
  readonly counts: readonly number[];
  readonly varies: boolean;
}

/** A scenario over all runs. */
export interface ScenarioSpread {
  readonly scenario: string;
  /** `features/x.feature:12`. */
  readonly place: string;
  /** In how many runs it ran. */
  readonly runs: number;
  readonly measures: readonly MeasureSpread[];
  readonly recreated: readonly RecreatedSpread[];
}

/** One number over the whole catalogue. */
export interface CatalogueSpread extends Pick<Measure, 'table' | 'part' | 'name'> {
  readonly scenarios: number;
  readonly medianOfMedians: number;
  /** Most less least, of the scenario where that is largest. */
  readonly largest: number;
  readonly where: string;
}

/** Least, median and most; undefined of nothing. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  const middle = median(values);
  if (middle === undefined) return undefined;
  return { of: values.length, least: Math.min(...values), median: middle, most: Math.max(...values) };
}

/** The spread of every number of every scenario, in the order of the catalogue. */
export function scenarioSpreads(runs: readonly SeriesRun[]): ScenarioSpread[] {
  return scenariosOf(runs).map(({ first, inRuns }) => {
    const ran = inRuns.filter((each) => each !== undefined);
    return {
      scenario: first.name,
      place: `${first.uri}:${first.line}`,
      runs: ran.length,
      measures: spreadsOf(ran.flatMap(measuresOf)),
      recreated: recreatedSpreads(ran.map(({ recreated }) => recreated)),
    };
  });
}

/** Each number over all scenarios that have it. */
export function catalogueSpreads(scenarios: readonly ScenarioSpread[]): CatalogueSpread[] {
  const all = scenarios.flatMap(({ place, measures }) => measures.map((measure) => ({ place, ...measure })));
  return [...Map.groupBy(all, keyOf).values()].flatMap((each) => {
    const medianOfMedians = median(each.map((spread) => spread.median));
    const [widest] = each.toSorted((a, b) => b.most - b.least - (a.most - a.least));
    if (medianOfMedians === undefined || widest === undefined) return [];
    const { table, part, name, most, least, place } = widest;
    return [{ table, part, name, scenarios: each.length, medianOfMedians, largest: most - least, where: place }];
  });
}

/** Numbers of whole runs: how long the process took, and the phases of its cluster's start. In seconds. */
export function runSpreads(runs: readonly SeriesRun[]): (Spread & { readonly name: string })[] {
  const phases = [...new Set(runs.flatMap(({ record }) => Object.keys(record.phases)))];
  const rows: [name: string, values: number[]][] = [
    ['run', runs.map(({ record }) => record.wallMs / 1000)],
    ...phases.map((phase): [string, number[]] => [
      `cluster: ${phase}`,
      runs.flatMap(({ record }) => record.phases[phase] ?? []),
    ]),
  ];
  return rows.flatMap(([name, values]) => {
    const spread = spreadOf(values);
    return spread === undefined ? [] : [{ name, ...spread }];
  });
}

function spreadsOf(measures: readonly Measure[]): MeasureSpread[] {
  return [...Map.groupBy(measures, keyOf).values()].flatMap((each) => {
    const [first] = each;
    const spread = spreadOf(each.map(({ value }) => value));
    if (first === undefined || spread === undefined) return [];
    const { table, part, name } = first;
    return [{ table, part, name, ...spread }];
  });
}

function recreatedSpreads(
  inRuns: readonly (readonly { readonly owner: string; readonly count: number }[])[],
): RecreatedSpread[] {
  const owners = [...new Set(inRuns.flatMap((counts) => counts.map(({ owner }) => owner)))];
  return owners.map((owner) => {
    const counts = inRuns.map((run) => run.find((each) => each.owner === owner)?.count ?? 0);
    return { owner, counts, varies: new Set(counts).size > 1 };
  });
}

function keyOf({ table, part, name }: Pick<Measure, 'table' | 'part' | 'name'>): string {
  return [table, part, name].join('\0');
}
