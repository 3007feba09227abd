import type { ScenarioReport, TallyReport } from '../scenario-report.ts';
import { shortNames } from '../short-names.ts';
import { STREAM_WORDS } from '../stream-words.ts';
import { foldedTable, tableRow } from './folded-table.ts';
import { percent } from './percent.ts';

/** Requests and failures of each stream to the Service, a row per node's door and one per pod. */
export function breakdownTable({ streams }: ScenarioReport): string {
  const measured = streams.filter(({ stream }) => stream !== 'control');
  const names = shortNames([...new Set(measured.flatMap(({ doors }) => doors.map(({ door }) => door)))]);
  const rows = measured.flatMap(({ stream, doors, pods }) => [
    ...doors.map((tally) => row(STREAM_WORDS[stream].many, `door of ${names.get(tally.door) ?? tally.door}`, tally)),
    ...pods.map((tally) => row(STREAM_WORDS[stream].many, tally.pod ?? 'no pod known', tally)),
  ]);
  if (rows.length === 0) return '';
  const heads = ['stream', 'door or pod', 'requests', 'failed', 'share below (95 %)', 'how'];
  return foldedTable({ summary: 'Requests per door and pod', heads, rows, look: 'words' });
}

function row(stream: string, of: string, { requests, failed, failureShareBelow, failures }: TallyReport): string {
  const how = failures.map(({ outcome, count }) => `${count} ${outcome}`).join(', ');
  return tableRow([stream, of, requests, failed, percent(failureShareBelow), how]);
}
