import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cellsOf } from '../cells.ts';
import { escapeMarkup } from '../markup.ts';
import type { RunReport } from '../model.ts';
import { PATTERNS } from '../picture/patterns.ts';
import { runWords } from '../run-words.ts';
import { CHART_SCRIPT } from './chart-script.ts';
import { FILTER_SCRIPT } from './filter-script.ts';
import { FLAME } from './flame.ts';
import { PAGE_STYLE } from './page-style.ts';
import { formatSection } from './section.ts';

/** The library that draws the charts (MIT), as it is: the page carries it with it. */
const UPLOT = readFileSync(fileURLToPath(import.meta.resolve('uplot/dist/uPlot.iife.min.js')), 'utf8');
const UPLOT_STYLE = readFileSync(fileURLToPath(import.meta.resolve('uplot/dist/uPlot.min.css')), 'utf8');

/** Nothing is fetched and nothing is sent: the page shows what is in it, and its policy forbids the rest. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:";

/**
 * A pattern is looked for by its id in the whole page, and would be found in the first picture. While that is far from the screen
 * (`content-visibility`) browsers draw nothing with it, so they must find one that is always there.
 */
const SHARED_PATTERNS = `<svg class="kp" aria-hidden="true" style="position:absolute;width:0;height:0"><defs>${PATTERNS}</defs></svg>`;

/** The run as one HTML page that needs no network: summary, table, and per scenario its picture and its facts. */
export function formatPage(report: RunReport): string {
  const { scenarios } = report;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${escapeMarkup(title(report))}</title>
<style>${UPLOT_STYLE}
${PAGE_STYLE}</style>
</head>
<body>
${SHARED_PATTERNS}
<header>${FLAME}<div><h1>Kindling</h1><p class="run">${runLine(report)}</p></div>${tally(report)}</header>
<main>
${table(report)}
${scenarios.map((scenario, index) => formatSection(scenario, index + 1)).join('\n')}
</main>
<footer>Made from the run's timeline alone; it can be made again from the file.</footer>
<script>${UPLOT}</script>
<script>${FILTER_SCRIPT}
${CHART_SCRIPT}</script>
</body>
</html>
`;
}

const VERDICTS = ['passed', 'failed', 'invalid', 'broken'] as const;

function title({ totals, run }: RunReport): string {
  const parts = VERDICTS.filter((verdict) => totals[verdict] > 0).map((verdict) => `${totals[verdict]} ${verdict}`);
  return `Kindling${run === undefined ? '' : ` ${run.run}`}: ${parts.join(', ') || 'no scenario'}`;
}

function runLine(report: RunReport): string {
  return runWords(report)
    .map((part) => `<span>${escapeMarkup(part)}</span>`)
    .join('');
}

function tally({ totals }: RunReport): string {
  const tiles = VERDICTS.map((verdict) => {
    const quiet = totals[verdict] === 0 ? ' none' : '';
    return `<div class="tile ${verdict}${quiet}"><b>${totals[verdict]}</b><span>${verdict}</span></div>`;
  });
  return `<div class="tally">${tiles.join('')}</div>`;
}

function table({ scenarios }: RunReport): string {
  const rows = scenarios.map((scenario, index) => {
    const { recreated, members, requests, outage, seconds } = cellsOf(scenario);
    const name = `<a href="#scenario-${index + 1}">${escapeMarkup(scenario.name)}</a>`;
    const verdict = `<span class="pill ${scenario.verdict}">${scenario.verdict}</span>`;
    const cells = [name, verdict, owners(recreated), owners(members)].map((cell) => `<td>${cell}</td>`);
    return `<tr>${cells.join('')}<td class="number">${requests}</td><td class="number">${outage}</td><td class="number">${seconds}</td></tr>`;
  });
  const heads = ['scenario', 'verdict', 'recreated', 'members'].map((head) => `<th scope="col">${head}</th>`).join('');
  const numbers = ['failed / requests', 'longest outage', 'seconds']
    .map((head) => `<th scope="col" class="number">${head}</th>`)
    .join('');
  return `<div class="scroll"><table class="results"><thead><tr>${heads}${numbers}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** A count stays with its owner when the cell wraps. */
function owners(words: string): string {
  return escapeMarkup(words.replace(/ (?=\d)/g, '\u00A0'));
}
