import type { AnswersOverTime } from '../answers-over-time.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { lookOf } from './owner-look.ts';
import { ownersShown } from './pod-lanes.ts';
import { type Drawn, element, text, widthOf } from './svg.ts';
import { LEFT, RIGHT } from './time-axis.ts';

const ANSWERS = {
  fresh: 'answers to new connections',
  keepalive: 'over kept ones',
  udp: 'over UDP flows',
  control: 'of the untouched target',
} as const;

/** What the looks mean: owners first, then thickness and marks. */
export function drawLegend(scenario: ScenarioReport, { streams }: AnswersOverTime, top: number): Drawn {
  const owners = ownersShown(scenario).map((owner) => {
    const { className, label } = lookOf(owner);
    return { label, sign: (x: number, y: number) => bar(`${className} kp-member`, x, y, 16) };
  });
  const marks = [
    { label: 'member of the Service', sign: (x: number, y: number) => bar('kp-plain kp-member', x, y, 16) },
    { label: 'ready, no member', sign: (x: number, y: number) => bar('kp-plain kp-ready', x, y, 8) },
    { label: 'not ready', sign: (x: number, y: number) => bar('kp-plain kp-pending', x, y, 3) },
    { label: 'terminating', sign: (x: number, y: number) => bar('kp-plain kp-terminating', x, y, 8) },
    {
      label: 'gone',
      sign: (x: number, y: number) => element('path', { class: 'kp-gone', d: `M${x + 7} ${y - 4}l8 8m0 -8l-8 8` }),
    },
    {
      label: 'answered after leaving',
      sign: (x: number, y: number) => element('path', { class: 'kp-ghost', d: `M${x + 11} ${y - 5}l4 5l-4 5l-4 -5z` }),
    },
  ];
  const answers = streams.map(({ stream }) => ({
    label: ANSWERS[stream],
    sign: (x: number, y: number) => bars(`kp-answers-${stream}`, x, y),
  }));
  const silence = {
    label: 'none, though requests were sent',
    sign: (x: number, y: number) => element('rect', { class: 'kp-silence', x, y: y - 5, width: 22, height: 10 }),
  };
  let [x, y] = [LEFT, top];
  const drawn = [...owners, ...marks, ...answers, ...(answers.length > 0 ? [silence] : [])].map(({ label, sign }) => {
    const width = 28 + widthOf(label, 6.3) + 14;
    if (x + width > RIGHT) [x, y] = [LEFT, y + 22];
    const svg = sign(x, y + 8) + text(label, x + 28, y + 12, 'kp-dim');
    x += width;
    return svg;
  });
  return { svg: drawn.join(''), height: y - top + 22 };
}

function bar(className: string, x: number, y: number, height: number): string {
  return element('rect', {
    class: `kp-span ${className}`,
    x,
    y: y - height / 2,
    width: 22,
    height,
    rx: Math.min(2, height / 2),
  });
}

function bars(className: string, x: number, y: number): string {
  return [6, 11, 8]
    .map((height, index) =>
      element('rect', { class: className, x: x + index * 7, y: y + 6 - height, width: 6, height }),
    )
    .join('');
}
