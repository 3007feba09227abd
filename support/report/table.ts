import { styleText } from 'node:util';
import type { Verdict } from '../timeline/facts.ts';
import { type Cells, cellsOf } from './cells.ts';
import type { RunReport } from './model.ts';
import type { ScenarioReport } from './scenario-report.ts';

/** What a table is written for. */
export interface TableOptions {
  /** Columns of the terminal. Scenario names are cut to fit, and owners abbreviated when that is not enough. */
  readonly width: number;
  /** Colours a text by verdict; the identity for plain text. */
  readonly colour: (verdict: Verdict, text: string) => string;
}

const COLOURS = { passed: 'green', failed: 'red', invalid: 'yellow', broken: 'magenta' } as const;
const HEADINGS = ['scenario', 'verdict', 'recreated', 'members', 'failed/requests', 'outage', 'seconds'] as const;
const NAME_MIN = 24;
const GAP = 2;

/** Writes the result table to a stream, with colours when it is a terminal that takes them (NO_COLOR is obeyed). */
export function writeTable(report: RunReport, stream: NodeJS.WriteStream): void {
  const colour = (verdict: Verdict, text: string) => styleText(COLOURS[verdict], text, { stream });
  stream.write(formatTable(report, { width: stream.columns ?? 120, colour }));
}

/** The result table as text, with the reasons below the scenarios that did not pass and the totals at the end. */
export function formatTable(report: RunReport, { width, colour }: TableOptions): string {
  const long = report.scenarios.map((scenario) => rowOf(scenario, cellsOf(scenario)));
  const fits = spaceForName(long, width) >= NAME_MIN;
  const rows = fits ? long : report.scenarios.map((scenario) => rowOf(scenario, cellsOf(scenario, true)));
  const longest = Math.max(HEADINGS[0].length, ...rows.map(([name = '']) => name.length));
  const nameWidth = Math.min(longest, Math.max(NAME_MIN, spaceForName(rows, width)));
  const widths = [nameWidth, ...columnWidths(rows)];
  const lines = [line(HEADINGS, widths), ''];
  report.scenarios.forEach((scenario, index) => {
    const cells = rows[index] ?? [];
    lines.push(line(cells, widths, (text) => colour(scenario.verdict, text)));
    if (scenario.verdict !== 'passed') lines.push(...reasonOf(scenario), '');
  });
  if (lines.at(-1) !== '') lines.push('');
  lines.push(totals(report, colour));
  return `${lines.join('\n')}\n`;
}

function rowOf({ name, verdict }: ScenarioReport, { recreated, members, requests, outage, seconds }: Cells): string[] {
  return [name, verdict, recreated, members, requests, outage, seconds];
}

function columnWidths(rows: readonly string[][]): number[] {
  return HEADINGS.slice(1).map((heading, index) => {
    return Math.max(heading.length, ...rows.map((row) => row[index + 1]?.length ?? 0));
  });
}

function spaceForName(rows: readonly string[][], width: number): number {
  return columnWidths(rows).reduce((left, column) => left - column - GAP, width);
}

function line(cells: readonly string[], widths: readonly number[], colour = (text: string) => text): string {
  const padded = cells.map((cell, column) => {
    const width = widths[column] ?? 0;
    const text = cell.length > width ? `${cell.slice(0, Math.max(0, width - 1))}…` : cell;
    const aligned = column < 4 ? text.padEnd(width) : text.padStart(width);
    return column === 1 ? colour(aligned) : aligned;
  });
  return padded.join(' '.repeat(GAP)).trimEnd();
}

function reasonOf({ reason, uri, line: at }: ScenarioReport): string[] {
  const lines = (reason ?? 'no reason was given').split('\n');
  return [...lines.map((text) => (text === '' ? '' : `    ${text}`)), `    at ${uri}:${at}`];
}

function totals({ totals: counts, scenarios }: RunReport, colour: TableOptions['colour']): string {
  const parts = (Object.keys(COLOURS) as Verdict[])
    .filter((verdict) => counts[verdict] > 0)
    .map((verdict) => colour(verdict, `${counts[verdict]} ${verdict}`));
  const number = `${scenarios.length} scenario${scenarios.length === 1 ? '' : 's'}`;
  return parts.length === 0 ? `${number}` : `${number}: ${parts.join(', ')}`;
}
