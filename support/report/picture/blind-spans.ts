import { formatDuration } from '../../analysis/durations.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { element, text, tooltip } from './svg.ts';
import { shown, type TimeAxis } from './time-axis.ts';

/** Where a watch was blind: a band over everything, because what the picture shows there may not be all. */
export function drawBlindSpans({ facts }: ScenarioReport, axis: TimeAxis, top: number, bottom: number): string {
  const gaps = facts.filter((fact) => fact.type === 'watch-gap');
  const bands = gaps.map((gap) => {
    const extent = shown(gap, axis);
    if (extent === undefined) return '';
    const words = `the watch of ${gap.kind} objects was blind for ${formatDuration(Math.round(gap.to - gap.from))}: ${gap.reason}`;
    const width = Math.max(2, Math.round((extent.to - extent.from) * 10) / 10);
    const band = element('rect', { class: 'kp-blind', x: extent.from, y: top, width, height: bottom - top });
    const label = text('watch blind', extent.from + width / 2, top + 7, 'kp-turn', 'middle');
    return element('g', {}, band + label + tooltip(words));
  });
  return bands.join('');
}
