import { actionsIn } from '../../analysis/actions.ts';
import type { Interval } from '../../analysis/intervals.ts';
import type { Instant } from '../../timeline/facts.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { element, text } from './svg.ts';

/** Where the picture's columns are, in SVG units. The width is fixed; the browser scales the whole. */
export const WIDTH = 1120;
/** Room for labels left of the plot. */
export const LEFT = 226;
/** Right end of the plot. */
export const RIGHT = WIDTH - 18;

/** The one time axis that all parts of a picture share. */
export interface TimeAxis {
  readonly from: Instant;
  readonly to: Instant;
  /** The instant that is written as 0. */
  readonly zero: Instant;
  /** The position of an instant, held within the plot. */
  x(at: Instant): number;
}

/**
 * The span worth a picture: from half a second before traffic or the first thing done to running pods, until the end.
 * What came before only sets the stage. Zero is the last action, as in the texts of failures.
 */
export function timeAxisOf({ facts, startedAt, finishedAt }: ScenarioReport): TimeAxis {
  const actions = actionsIn(facts);
  const deeds = actions.filter(({ verb }) => !/^(apply|create)/.test(verb)).map(({ askedAt }) => askedAt);
  const traffic = facts.filter((fact) => fact.type === 'traffic-started').map(({ at }) => at);
  const first = Math.min(...deeds, ...traffic);
  const from = Number.isFinite(first) ? Math.max(startedAt, first - 500) : startedAt;
  const to = Math.max(finishedAt, from + 100);
  const zero = actions.at(-1)?.askedAt ?? startedAt;
  const x = (at: Instant) => LEFT + ((Math.min(Math.max(at, from), to) - from) / (to - from)) * (RIGHT - LEFT);
  return { from, to, zero, x: (at) => Math.round(x(at) * 10) / 10 };
}

/** The part of a span that the picture shows; undefined when it shows none of it. */
export function shown({ from, to }: Interval, axis: TimeAxis): { from: number; to: number } | undefined {
  const end = to ?? axis.to;
  if (end <= axis.from || from >= axis.to) return undefined;
  return { from: axis.x(from), to: axis.x(end) };
}

/** Vertical lines through the whole picture at round seconds. */
export function gridLines(axis: TimeAxis, top: number, bottom: number): string {
  const lines = ticks(axis).map((at) => {
    const x = axis.x(at);
    return element('line', { class: at === axis.zero ? 'kp-zero' : 'kp-grid', x1: x, x2: x, y1: top, y2: bottom });
  });
  return lines.join('');
}

/** The numbers under the lines. */
export function tickLabels(axis: TimeAxis, y: number): string {
  return ticks(axis)
    .map((at) => {
      const seconds = Math.round((at - axis.zero) / 100) / 10;
      return text(
        seconds === 0 ? '0 s' : `${seconds > 0 ? '+' : '−'}${Math.abs(seconds)} s`,
        axis.x(at),
        y,
        'kp-tick',
        'middle',
      );
    })
    .join('');
}

/** Round instants around zero, at most a dozen. */
function ticks({ from, to, zero }: TimeAxis): Instant[] {
  const steps = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000, 3_600_000];
  const step = steps.find((each) => (to - from) / each <= 12) ?? to - from;
  const first = Math.ceil((from - zero) / step);
  const last = Math.floor((to - zero) / step);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => zero + (first + index) * step);
}
