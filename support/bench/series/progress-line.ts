import { median } from '../median.ts';
import { formatLongDuration } from './long-duration.ts';
import type { SeriesRun } from './series-run.ts';

/**
 * What is told of a run that has ended: `Run 3/20: 78 passed in 5 min 12 s; about 1 h 20 min to go`.
 * @param wallMs of every run so far: those to come will take as long as most.
 */
export function progressLine(
  name: string,
  { record, summary: { totals } }: Pick<SeriesRun, 'record' | 'summary'>,
  wallMs: readonly number[],
  left: number,
): string {
  const verdicts = Object.entries(totals).flatMap(([verdict, count]) => (count === 0 ? [] : [`${count} ${verdict}`]));
  const toGo = left === 0 ? 'the last' : `about ${formatLongDuration((median(wallMs) ?? 0) * left)} to go`;
  return `${name}: ${verdicts.join(', ')} in ${formatLongDuration(record.wallMs)}; ${toGo}`;
}
