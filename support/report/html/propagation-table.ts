import { formatDuration } from '../../analysis/durations.ts';
import { escapeMarkup } from '../markup.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { shortNames } from '../short-names.ts';

/** How pods left the Service, a row each: action, API server, EndpointSlice, and the last new connection through each door. */
export function propagationTable({ propagations }: ScenarioReport): string {
  if (propagations.length === 0) return '';
  const doors = [...new Set(propagations.flatMap(({ lastAnswers }) => lastAnswers.map(({ door }) => door)))];
  const names = shortNames(doors);
  const heads = [
    ...['pod that left', 'because you', 'API', 'EndpointSlice'],
    ...doors.map((door) => `last through ${names.get(door) ?? door}`),
  ];
  const rows = propagations.map(({ pod, summary, askedAt, acknowledgedAt, leftAt, lastAnswers }) => {
    const after = (at: number | undefined) => (at === undefined ? '–' : `+${formatDuration(Math.round(at - askedAt))}`);
    const last = doors.map((door) => lastAnswers.find((each) => each.door === door)?.sentAt);
    const cells = [pod.name, summary, after(acknowledgedAt), after(leftAt), ...last.map(after)];
    return `<tr>${cells.map((cell) => `<td>${escapeMarkup(cell)}</td>`).join('')}</tr>`;
  });
  const head = heads.map((each) => `<th scope="col">${escapeMarkup(each)}</th>`).join('');
  return `<div class="scroll left"><table class="facts"><thead><tr>${head}</tr></thead><tbody>${rows.join('')}</tbody></table></div>\n`;
}
