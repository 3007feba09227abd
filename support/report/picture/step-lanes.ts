import { formatDuration } from '../../analysis/durations.ts';
import type { Fact, Instant } from '../../timeline/facts.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { cut, type Drawn, element, text, tooltip } from './svg.ts';
import { LEFT, RIGHT, shown, type TimeAxis } from './time-axis.ts';

const LANE = 19;

interface Step {
  readonly text: string;
  readonly status: string;
  readonly from: Instant;
  readonly to: Instant | undefined;
}

/** One lane per step that the picture's time touches, its words beside its bar. */
export function drawStepLanes({ facts }: ScenarioReport, axis: TimeAxis, top: number): Drawn {
  const steps = stepsIn(facts).filter((step) => shown(step, axis) !== undefined);
  const lanes = steps.map((step, index) => drawStep(step, axis, top + index * LANE));
  return { svg: lanes.join(''), height: lanes.length * LANE };
}

function stepsIn(facts: readonly Fact[]): Step[] {
  const ends = new Map(facts.filter((fact) => fact.type === 'step-finished').map((fact) => [fact.step, fact]));
  return facts
    .filter((fact) => fact.type === 'step-started')
    .map((fact) => {
      const end = ends.get(fact.step);
      return { text: fact.text, from: fact.at, to: end?.at, status: end?.status ?? 'unfinished' };
    });
}

function drawStep(step: Step, axis: TimeAxis, y: number): string {
  const { from, to } = shown(step, axis) ?? { from: LEFT, to: LEFT };
  const width = Math.max(2, Math.round((to - from) * 10) / 10);
  const lasted = step.to === undefined ? 'did not end' : `took ${formatDuration(Math.round(step.to - step.from))}`;
  const end = from + width;
  const left = RIGHT - end < from - LEFT;
  const room = left ? from - LEFT - 8 : RIGHT - end - 8;
  const status = step.status.toLowerCase();
  const known = status === 'passed' || status === 'failed' ? status : 'other';
  // A bar that leaves no room on either side carries its words itself.
  const inside = room < 200 && width > room;
  const words = cut(step.text, inside ? width - 12 : room, 5.8);
  const label = inside
    ? text(words, from + 6, y + 12, 'kp-step kp-step-inside', 'start', from)
    : text(
        words,
        left ? from - 6 : end + 6,
        y + 12,
        `kp-step${known === 'failed' ? ' kp-bad' : ''}`,
        left ? 'end' : 'start',
        left ? from : end,
      );
  const bar = element('rect', { class: `kp-step-${known}`, x: from, y: y + 2, width, height: 13, rx: 2 });
  return element('g', {}, bar + label + tooltip(`${step.text}: ${step.status}, ${lasted}`));
}
