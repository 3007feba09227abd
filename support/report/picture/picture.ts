import { answersOverTime } from '../answers-over-time.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { drawActionFlags, drawActionLines } from './action-marks.ts';
import { drawBlindSpans } from './blind-spans.ts';
import { drawDoorLanes } from './door-lanes.ts';
import { drawLegend } from './legend.ts';
import { PATTERNS } from './patterns.ts';
import { drawPodLanes } from './pod-lanes.ts';
import { drawRequestCharts } from './request-chart.ts';
import { drawStepLanes } from './step-lanes.ts';
import { PICTURE_STYLE } from './style.ts';
import { element, text } from './svg.ts';
import { gridLines, LEFT, RIGHT, tickLabels, timeAxisOf, WIDTH } from './time-axis.ts';

/**
 * A scenario as one SVG picture on one time axis: what was done, what clients noticed, every pod, and every step.
 *
 * It stands alone: the style comes with it, so the text can be saved as an `.svg` file. Several in one page share the
 * style, which is the same each time.
 */
export function formatPicture(scenario: ScenarioReport): string {
  const axis = timeAxisOf(scenario);
  const answers = answersOverTime(scenario);
  const parts: string[] = [];
  let y = 8;
  const add = (heading: string, { svg, height }: { svg: string; height: number }) => {
    if (height === 0) return;
    if (heading !== '') parts.push(text(heading, 0, y - 8, 'kp-heading'));
    parts.push(svg);
    y += height + 32;
  };
  const flags = drawActionFlags(scenario, axis, y);
  y += flags.height + 18;
  const plotTop = y;
  add('', drawRequestCharts(scenario, axis, y));
  add('DOORS', drawDoorLanes(scenario, axis, y));
  add('PODS', drawPodLanes(scenario, answers, axis, y));
  add('STEPS', drawStepLanes(scenario, axis, y));
  const plotBottom = y - 24;
  const legend = drawLegend(scenario, answers, plotBottom + 28);
  const height = plotBottom + 28 + legend.height;
  const style = element('style', {}, PICTURE_STYLE);
  const behind = gridLines(axis, plotTop, plotBottom);
  const blind = drawBlindSpans(scenario, axis, plotTop - 10, plotBottom);
  const lines = drawActionLines(scenario, axis, plotTop - 10, plotBottom);
  const content = [
    style,
    element('defs', {}, PATTERNS),
    behind,
    ...parts,
    blind,
    lines,
    flags.svg,
    tickLabels(axis, plotBottom + 13),
    element('g', { class: 'kp-legend' }, legend.svg),
  ];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'kp',
      viewBox: `-12 -4 ${WIDTH + 12} ${height + 8}`,
      role: 'img',
      'aria-label': scenario.name,
      // What the page needs to zoom.
      ...{ 'data-from': axis.from, 'data-to': axis.to, 'data-zero': axis.zero, 'data-left': LEFT, 'data-right': RIGHT },
    },
    content.join(''),
  );
}
