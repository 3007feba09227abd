import { formatDuration } from '../../analysis/durations.ts';
import type { Interval } from '../../analysis/intervals.ts';
import type { Buckets, PodRate, StreamRates } from '../../analysis/pod-rates.ts';
import type { PodLife } from '../../analysis/pods.ts';
import { type AnswersOverTime, bucketWords } from '../answers-over-time.ts';
import { STREAM_WORDS } from '../stream-words.ts';
import { type Drawn, element, text, tooltip, widthOf } from './svg.ts';
import { LEFT, shown, type TimeAxis } from './time-axis.ts';

const STRIP = 18;
const TALLEST = 15;
/** Between two bars. */
const GAP = 2;
/** One bucket without an answer may be chance, so several in a row weigh more. */
const SILENCE = { short: 3, long: 10 } as const;

/** One stream of one pod, and where it is drawn. */
interface Strip {
  readonly pod: PodLife;
  readonly rates: StreamRates;
  readonly buckets: Buckets;
  readonly axis: TimeAxis;
  readonly bottom: number;
}

/** A bucket with answers, or buckets in a row without any. */
interface Stretch {
  readonly first: number;
  last: number;
  readonly answers: number;
}

/**
 * Under the lane of a pod, a strip per stream: answers as bars, the busiest pod's the tallest. Where requests were sent and the
 * pod got none there is a flat, dotted frame, so that "none" is seen and not only missed. Filled is new, hollow is kept.
 */
export function drawAnswerStrips(
  pod: PodLife,
  { streams, buckets }: AnswersOverTime,
  axis: TimeAxis,
  top: number,
): Drawn {
  const strips = streams.map((rates, index) =>
    drawStrip({ pod, rates, buckets, axis, bottom: top + (index + 1) * STRIP - 1 }),
  );
  return { svg: strips.join(''), height: strips.length * STRIP };
}

function drawStrip(strip: Strip): string {
  const { pod, rates, bottom } = strip;
  const rate = rates.pods.find((each) => each.pod === pod.ref.name);
  if (rate === undefined) return '';
  const most = Math.max(1, ...rates.pods.flatMap(({ answers }) => answers.map((each) => each ?? 0)));
  const all = rate.answers.reduce<number>((sum, each) => sum + (each ?? 0), 0);
  const side = text(`${STREAM_WORDS[rates.stream].short} ${all}`, LEFT - 10, bottom - 3, 'kp-tick', 'end');
  const stretches = stretchesOf(rate).map((stretch) =>
    stretch.answers > 0 ? drawBar(stretch, most, strip) : drawSilence(stretch, strip),
  );
  const words = `${pod.ref.name} answered ${all} ${STREAM_WORDS[rates.stream].counted}`;
  return element('g', {}, side + tooltip(words)) + stretches.join('');
}

function drawBar(stretch: Stretch, most: number, strip: Strip): string {
  const { pod, rates, buckets, bottom } = strip;
  const area = areaOf(spanOf(stretch, buckets), strip.axis);
  if (area === undefined) return '';
  const { answers } = stretch;
  const height = Math.max(2, Math.round((answers / most) * TALLEST * 10) / 10);
  const many = `${answers} answer${answers === 1 ? '' : 's'} in this ${bucketWords(buckets)}`;
  const words = `${pod.ref.name}: ${many}, of ${sentIn(stretch, rates)} ${STREAM_WORDS[rates.stream].counted}`;
  return element('rect', { class: `kp-answers-${rates.stream}`, ...area, y: bottom - height, height }, tooltip(words));
}

/** While the pod was there: what is gone gets nothing, which is no news. */
function drawSilence(stretch: Stretch, { pod, rates, buckets, axis, bottom }: Strip): string {
  const whole = spanOf(stretch, buckets);
  const from = Math.max(whole.from, pod.firstSeen, axis.from);
  const to = Math.min(whole.to, pod.goneAt ?? whole.to, axis.to);
  const area = areaOf({ from, to }, axis);
  if (area === undefined) return '';
  const lasted = formatDuration(Math.round((to - from) / 100) * 100);
  const long = stretch.last > stretch.first;
  const height = long ? SILENCE.long : SILENCE.short;
  const frame = element('rect', { class: 'kp-silence', ...area, y: bottom - height, height });
  const label = `none for ${lasted}`;
  const fits = long && widthOf(label, 5) + 8 < area.width;
  const middle = Math.round((area.x + area.width / 2) * 10) / 10;
  const words = `${pod.ref.name} answered none of ${sentIn(stretch, rates)} ${STREAM_WORDS[rates.stream].counted} in ${lasted}`;
  return element(
    'g',
    {},
    frame + (fits ? text(label, middle, bottom - 2, 'kp-silence-words', 'middle') : '') + tooltip(words),
  );
}

function stretchesOf({ answers }: PodRate): Stretch[] {
  const stretches: Stretch[] = [];
  answers.forEach((count, index) => {
    if (count === undefined) return;
    const before = stretches.at(-1);
    if (count === 0 && before?.answers === 0 && before.last === index - 1) before.last = index;
    else stretches.push({ first: index, last: index, answers: count });
  });
  return stretches;
}

function spanOf({ first, last }: Stretch, { from, bucketMs }: Buckets) {
  return { from: from + first * bucketMs, to: from + (last + 1) * bucketMs };
}

function sentIn({ first, last }: Stretch, { sent }: StreamRates): number {
  return sent.slice(first, last + 1).reduce((sum, each) => sum + each, 0);
}

/** A little narrower than the span, so that neighbours are told apart. */
function areaOf(span: Interval, axis: TimeAxis) {
  const extent = shown(span, axis);
  if (extent === undefined) return undefined;
  return { x: extent.from, width: Math.max(1, Math.round((extent.to - extent.from - GAP) * 10) / 10) };
}
