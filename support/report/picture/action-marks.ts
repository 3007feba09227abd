import { type Action, actionsIn } from '../../analysis/actions.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { cut, type Drawn, element, text, tooltip, widthOf } from './svg.ts';
import { LEFT, RIGHT, type TimeAxis } from './time-axis.ts';

const ROW = 20;

/** What was done, as flags above the plot; `drawActionLines` leads each through it. */
export function drawActionFlags(scenario: ScenarioReport, axis: TimeAxis, top: number): Drawn {
  const rowEnds: number[] = [];
  const flags = shownActions(scenario, axis).map((action, index) => {
    const words = cut(action.summary, RIGHT - LEFT);
    const width = widthOf(words) + 26;
    const x = axis.x(action.askedAt);
    const start = x + width <= RIGHT ? x : Math.max(LEFT, x - width);
    const free = rowEnds.findIndex((end) => end + 10 <= start);
    const row = free === -1 ? rowEnds.length : free;
    rowEnds[row] = start + width;
    const y = top + row * ROW;
    const number = start === x ? x + 8 : x - 8;
    const label =
      start === x
        ? text(words, x + 21, y + 13, 'kp-action', 'start', x)
        : text(words, x - 21, y + 13, 'kp-action', 'end', x);
    const effect = action.changed === false ? ' (nothing was changed)' : '';
    return element(
      'g',
      {},
      element('line', { class: 'kp-mark', x1: x, x2: x, y1: y, y2: y + ROW }) +
        element('circle', { class: 'kp-flag', cx: number, cy: y + 9, r: 8, 'data-x': x }) +
        text(`${index + 1}`, number, y + 12.5, 'kp-flag-number', 'middle', x) +
        label +
        tooltip(`you ${action.summary}${effect}`),
    );
  });
  return { svg: flags.join(''), height: Math.max(1, rowEnds.length) * ROW };
}

/** A line through the whole plot at each thing done. */
export function drawActionLines(scenario: ScenarioReport, axis: TimeAxis, top: number, bottom: number): string {
  const lines = shownActions(scenario, axis).map(({ askedAt }) => {
    const x = axis.x(askedAt);
    return element('line', { class: 'kp-mark', x1: x, x2: x, y1: top, y2: bottom });
  });
  return lines.join('');
}

function shownActions({ facts }: ScenarioReport, axis: TimeAxis): Action[] {
  return actionsIn(facts).filter(({ askedAt }) => askedAt >= axis.from && askedAt <= axis.to);
}
