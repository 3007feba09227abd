import { formatDuration } from '../../analysis/durations.ts';
import type { Fact } from '../../timeline/facts.ts';
import { cellsOf } from '../cells.ts';
import { wordsOf } from '../fact-words.ts';
import { escapeMarkup } from '../markup.ts';
import { meterWords } from '../meter-words.ts';
import { formatPicture } from '../picture/picture.ts';
import type { ScenarioReport, ScriptReport, StreamReport } from '../scenario-report.ts';
import { STREAM_WORDS } from '../stream-words.ts';
import { answersTable } from './answers-table.ts';
import { breakdownTable } from './breakdown-table.ts';
import { chartData } from './chart-data.ts';
import { disruptionTable } from './disruption-table.ts';
import { foldedTable, tableRow } from './folded-table.ts';
import { MOST_FAILED, MOST_ROWS } from './most-rows.ts';
import { percent } from './percent.ts';
import { propagationTable } from './propagation-table.ts';
import { relativeTime } from './relative-time.ts';

/** One scenario of the page: verdict and reason, numbers, picture, failed requests, facts. */
export function formatSection(scenario: ScenarioReport, number: number): string {
  const { name, rule, feature, uri, line, verdict, reason } = scenario;
  const above = [feature, rule].filter((part) => part !== undefined).map(escapeMarkup);
  const told =
    verdict === 'passed' ? '' : `<pre class="reason ${verdict}">${escapeMarkup(reason ?? 'no reason was given')}</pre>`;
  return `<section id="scenario-${number}">
<p class="above">${above.join(' <span>›</span> ')}</p>
<h2><span class="pill ${verdict}">${verdict}</span> ${escapeMarkup(name)}</h2>
<p class="place">${escapeMarkup(`${uri}:${line}`)}</p>
${told}
${numbers(scenario)}
${propagationTable(scenario)}${picture(scenario)}
${disruptionTable(scenario)}
${breakdownTable(scenario)}
${answersTable(scenario)}
${failedRequests(scenario)}
${factList(scenario)}
</section>`;
}

const KEYS =
  'drag to zoom, double click for the whole; or with the keyboard: + − ← → 0, and comma and period for one request after the other';

/** The chart stands above the picture and shares its time axis. Without a script the picture is there all the same. */
function picture(scenario: ScenarioReport): string {
  const streams = scenario.streams.map(({ stream }) => `<i class="key ${stream}"></i>${STREAM_WORDS[stream].many}`);
  const anyFailed = scenario.streams.some(({ failed }) => failed > 0);
  const legend = [...streams, ...(anyFailed ? ['<i class="key failed">×</i>failed'] : [])].join(' ');
  const label = `Time that every request took. ${KEYS}`;
  const chart =
    streams.length === 0
      ? '<div class="chart" hidden></div>'
      : `<p class="keys">${legend}</p><div class="chart" tabindex="0" role="group" aria-label="${label}"></div>` +
        `<p class="said" aria-live="polite" data-rest="${KEYS}">${KEYS}</p>`;
  return (
    `<figure class="scroll picture"><button type="button" class="reset" hidden>whole time</button>${chart}${formatPicture(scenario)}` +
    `<script type="application/json">${chartData(scenario)}</script></figure>`
  );
}

function numbers(scenario: ScenarioReport): string {
  const { recreated, members, seconds } = cellsOf(scenario);
  const { meter, streams, causes, script } = scenario;
  const pairs: [string, string][] = [
    ['recreated', recreated],
    ['members at the end', members],
    ...streams.map((stream): [string, string] => [STREAM_WORDS[stream.stream].many, streamWords(stream)]),
    ...(causes.length === 0 ? [] : [['why requests failed', causeWords(causes)] as [string, string]]),
    ...(script === undefined ? [] : [['script', scriptWords(script)] as [string, string]]),
    ...(meter === undefined ? [] : [['measured by', meterWords(meter)] as [string, string]]),
    ['took', `${seconds} s`],
  ];
  const items = pairs.map(
    ([term, words]) => `<div><dt>${escapeMarkup(term)}</dt><dd>${escapeMarkup(words)}</dd></div>`,
  );
  return `<dl>${items.join('')}</dl>`;
}

function streamWords({
  requests,
  failed,
  failureShareBelow,
  longestOutageMs,
  longestOutageUncertainMs,
  p50Ms,
  p99Ms,
}: StreamReport): string {
  const time = (ms: number | undefined) => (ms === undefined ? 'no answer' : `${ms.toFixed(1)}\u00A0ms`);
  const latency = `p50\u00A0${time(p50Ms)}, p99\u00A0${time(p99Ms)}`;
  if (failed === 0) return `0 of ${requests} failed (below ${percent(failureShareBelow)}, 95 % sure), ${latency}`;
  const outage = `${formatDuration(Math.round(longestOutageMs))} ± ${formatDuration(longestOutageUncertainMs)}`;
  return `${failed} of ${requests} failed (${percent(failed / requests)}), longest outage ${outage}, ${latency}`;
}

function scriptWords({ script, thresholds, checks, exceptions }: ScriptReport): string {
  const crossed = thresholds.filter(({ holds }) => !holds).map(({ on, expression }) => `${on} ${expression}`);
  const failed = checks.filter((check) => check.failed > 0).map(({ name }) => name);
  return [
    script.split('/').at(-1) ?? script,
    `${thresholds.length - crossed.length} of ${thresholds.length} thresholds held${crossed.length === 0 ? '' : `, not ${crossed.join(', ')}`}`,
    `${checks.length - failed.length} of ${checks.length} checks passed${failed.length === 0 ? '' : `, not ${failed.join(', ')}`}`,
    ...(exceptions.length === 0 ? [] : [`${exceptions.length} iterations threw`]),
  ].join('; ');
}

function causeWords(causes: ScenarioReport['causes']): string {
  return causes.map(({ cause, requests }) => `${requests} ${cause.replaceAll('-', ' ')}`).join(', ');
}

function failedRequests(scenario: ScenarioReport): string {
  const { failed } = scenario;
  if (failed.length === 0) return '';
  const relative = relativeTime(scenario);
  const rows = failed.slice(0, MOST_FAILED).map(({ sample, cause }) => {
    const { stream, request, outcome, status, errorCode, door, connection, durationMs } = sample;
    const cells = [relative(sample.startedAt), stream, `#${request}`, outcome, status || '', errorCode || ''];
    return tableRow([...cells, door, connection, `${durationMs.toFixed(0)} ms`, cause?.text ?? 'unexplained']);
  });
  const heads = ['sent', 'stream', 'request', 'outcome', 'status', 'code', 'door', 'connection', 'took', 'cause'];
  const summary = `${failed.length} failed request${failed.length === 1 ? '' : 's'}`;
  return foldedTable({ summary, heads, rows, all: failed.length });
}

/**
 * Answered requests are left out: the picture shows them, and they would bury everything else. So would failed ones where
 * they are many; they have a table of their own.
 */
function factList(scenario: ScenarioReport): string {
  const { facts } = scenario;
  const relative = relativeTime(scenario);
  const told = facts.filter((fact) => fact.type !== 'probe-sample' || fact.outcome !== 'ok');
  const first = told.length <= MOST_ROWS ? told : told.filter(({ type }) => type !== 'probe-sample');
  const rows = first
    .toSorted(byTime)
    .slice(0, MOST_ROWS)
    .map((fact) => {
      const { what, object, detail } = wordsOf(fact);
      return tableRow([relative(fact.at), what, object, detail]);
    });
  const above =
    '<input type="search" placeholder="Search the facts: a pod, a node, relabelled …" aria-label="Search the facts">';
  const heads = ['time', 'what', 'object', 'detail'];
  return foldedTable({ summary: `${told.length} facts`, heads, rows, all: told.length, above });
}

function byTime(a: Fact, b: Fact): number {
  return a.at - b.at || a.seq - b.seq;
}
