import { cellsOf } from './cells.ts';
import { escapeMarkup } from './markup.ts';
import type { RunReport } from './model.ts';
import { runWords } from './run-words.ts';
import type { ScenarioReport } from './scenario-report.ts';

/** GitHub shows a job summary of at most 1 MiB per step and drops a larger one whole. */
const LIMIT_BYTES = 1024 * 1024;

const SIGNS = { passed: '✅', failed: '❌', invalid: '⚠️', broken: '💥' } as const;

/** The run as a GitHub job summary: totals, a table, and the reasons folded. What does not fit into 1 MiB is left out. */
export function formatMarkdown(report: RunReport, limitBytes: number = LIMIT_BYTES): string {
  const head = [`## Kindling: ${headline(report)}`, '', ...runLine(report), ...table(report), ''].join('\n');
  const reasons = report.scenarios.filter(({ verdict }) => verdict !== 'passed').map(folded);
  let text = `${head}\n`;
  for (const [index, reason] of reasons.entries()) {
    const rest = `\n${reasons.length - index} more in the report.\n`;
    if (Buffer.byteLength(text + reason + rest) > limitBytes) return text + rest;
    text += reason;
  }
  return text;
}

function headline({ totals, scenarios }: RunReport): string {
  const parts = (Object.keys(SIGNS) as (keyof typeof SIGNS)[])
    .filter((verdict) => totals[verdict] > 0)
    .map((verdict) => `${totals[verdict]} ${verdict}`);
  return parts.length === 0 ? `${scenarios.length} scenarios` : parts.join(', ');
}

function runLine(report: RunReport): string[] {
  return report.run === undefined ? [] : [cell(runWords(report).join(' · ')), ''];
}

function table({ scenarios }: RunReport): string[] {
  const rows = scenarios.map((scenario) => {
    const { recreated, members, requests, outage, seconds } = cellsOf(scenario);
    const name = cell(scenario.name);
    const verdict = `${SIGNS[scenario.verdict]} ${scenario.verdict}`;
    return `| ${[name, verdict, cell(recreated), cell(members), requests, outage, seconds].join(' | ')} |`;
  });
  return [
    '| scenario | verdict | recreated | members | failed/requests | longest outage | seconds |',
    '|---|---|---|---|--:|--:|--:|',
    ...rows,
  ];
}

function folded({ name, verdict, reason = 'no reason was given', uri, line }: ScenarioReport): string {
  const summary = `${SIGNS[verdict]} ${verdict}: ${escapeMarkup(oneLine(name))}`;
  const longest = Math.max(2, ...(reason.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  const place = `${uri}:${line}`;
  return `\n<details><summary>${summary}</summary>\n\n${fence}text\n${reason}\nat ${place}\n${fence}\n\n</details>\n`;
}

/** Text that stays text in a table cell: a pipe would begin a new cell, a star or a bracket other markup. */
function cell(text: string): string {
  return escapeMarkup(oneLine(text)).replace(/[\\`*_[\]|~]/g, (sign) => `\\${sign}`);
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
