import { formatDuration } from '../../analysis/durations.ts';
import type { Instant } from '../../timeline/facts.ts';
import type { DegradedReport, GhostReport, OutageReport, ScenarioReport, StreamReport } from '../scenario-report.ts';
import { shortNames } from '../short-names.ts';
import { STREAM_WORDS } from '../stream-words.ts';
import { foldedTable, tableRow } from './folded-table.ts';
import { MOST_ROWS } from './most-rows.ts';
import { relativeTime } from './relative-time.ts';

/** A time in which clients noticed something, in the words of a row. */
interface Noticed {
  readonly kind: string;
  readonly stream: string;
  readonly where: string;
  readonly from: Instant;
  readonly lastedMs: number;
  readonly length: string;
  readonly requests: string;
}

/**
 * Every outage, every time of slow answers and all ghost traffic, in order of time, for who cannot see or hover the picture.
 * Empty without any.
 */
export function disruptionTable(scenario: ScenarioReport): string {
  const { streams, ghosts, startedAt } = scenario;
  const names = shortNames([...new Set(streams.flatMap(({ doors }) => doors.map(({ door }) => door)))]);
  const noticed = [
    ...streams.flatMap(({ stream, outages }) => outages.map((each) => outage(stream, each, names, startedAt))),
    ...streams.flatMap(({ stream, degraded }) => degraded.map((each) => slowTime(stream, each, startedAt))),
    ...ghosts.map((each) => ghostTraffic(each, startedAt)),
  ].sort((a, b) => a.from - b.from);
  if (noticed.length === 0) return '';
  const relative = relativeTime(scenario);
  const rows = noticed.slice(0, MOST_ROWS).map(({ kind, stream, where, from, lastedMs, length, requests }) => {
    return tableRow([kind, stream, where, relative(from), relative(from + lastedMs), length, requests]);
  });
  const summary = 'Outages, slow times and ghost traffic';
  const heads = ['kind', 'stream', 'door or pod', 'start', 'end', 'length', 'requests'];
  return foldedTable({ summary, heads, rows, all: noticed.length, allIn: 'summary.json', look: 'spans' });
}

function outage(
  stream: StreamReport['stream'],
  { fromMs, durationMs, uncertainMs, failed, kind, door, open }: OutageReport,
  names: ReadonlyMap<string, string>,
  start: Instant,
): Noticed {
  const length = `${formatDuration(Math.round(durationMs))} ± ${formatDuration(uncertainMs)}`;
  return {
    ...{ kind: 'outage', stream: STREAM_WORDS[stream].many, from: start + fromMs, lastedMs: durationMs },
    where: door === undefined ? doorsOf(stream) : `door of ${names.get(door) ?? door}`,
    length: open ? `${length} or longer` : length,
    requests: `${failed} failed, most ${kind}`,
  };
}

function slowTime(
  stream: StreamReport['stream'],
  { fromMs, durationMs, slow, worstMs }: DegradedReport,
  start: Instant,
): Noticed {
  return {
    ...{ kind: 'slow', stream: STREAM_WORDS[stream].many, from: start + fromMs, lastedMs: durationMs },
    where: doorsOf(stream),
    length: formatDuration(Math.round(durationMs)),
    requests: `${slow} slow, up to ${formatDuration(Math.round(worstMs))}`,
  };
}

function ghostTraffic({ service, pod, fromMs, requests, lastedMs }: GhostReport, start: Instant): Noticed {
  return {
    ...{ kind: 'ghost traffic', stream: STREAM_WORDS.fresh.many, where: pod, from: start + fromMs, lastedMs },
    length: formatDuration(Math.round(lastedMs)),
    requests: `${requests} answered after it had left service/${service}`,
  };
}

/** The untouched target has no doors. */
function doorsOf(stream: StreamReport['stream']): string {
  return stream === 'control' ? '–' : 'all doors';
}
