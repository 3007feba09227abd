import { answersOverTime, bucketWords } from '../answers-over-time.ts';
import { escapeMarkup } from '../markup.ts';
import { timeAxisOf } from '../picture/time-axis.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { STREAM_WORDS } from '../stream-words.ts';
import { foldedTable } from './folded-table.ts';

/** The numbers behind the strips of the picture, for who cannot see or hover them: a row per pod and stream, a column per second. */
export function answersTable(scenario: ScenarioReport): string {
  const { buckets, streams } = answersOverTime(scenario);
  const rows = streams.flatMap(({ stream, sent, pods }) => {
    const shown = pods.filter(({ answers }) => answers.some((count) => count !== undefined));
    const all = { pod: 'all that were sent', answers: sent };
    return [...shown, all].map(({ pod, answers }) => rowOf(pod, STREAM_WORDS[stream].short, answers));
  });
  if (rows.length === 0) return '';
  const { zero } = timeAxisOf(scenario);
  const seconds = Array.from({ length: buckets.count }, (_, index) => {
    const from = Math.round((buckets.from + index * buckets.bucketMs - zero) / 1000);
    return `${from < 0 ? '−' : '+'}${Math.abs(from)}\u00A0s`;
  });
  const summary = `Answers per pod and ${bucketWords(buckets)}`;
  return foldedTable({ summary, heads: ['pod', 'connections', ...seconds], rows, look: 'rates' });
}

/** Empty where there was nothing to count, which is not 0. */
function rowOf(pod: string, connections: string, answers: readonly (number | undefined)[]): string {
  const cells = [connections, ...answers.map((count) => count ?? '')].map((cell) => `<td>${cell}</td>`);
  return `<tr><th scope="row">${escapeMarkup(pod)}</th>${cells.join('')}</tr>`;
}
