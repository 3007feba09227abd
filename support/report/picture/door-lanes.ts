import { formatDuration } from '../../analysis/durations.ts';
import { type Sample, samplesByStream } from '../../analysis/samples.ts';
import type { Fact } from '../../timeline/facts.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { shortNames } from '../short-names.ts';
import { STREAM_WORDS } from '../stream-words.ts';
import { cut, type Drawn, element, text, tooltip } from './svg.ts';
import { LEFT, RIGHT, shown, type TimeAxis } from './time-axis.ts';

const LANE = 18;

/** Requests in a row at one door that ended alike. */
interface Stretch {
  readonly ok: boolean;
  readonly from: number;
  to: number;
  requests: number;
}

/**
 * One lane per node's door: what its kube-proxy did with new connections, or with all requests where there were none of
 * those. What failed is drawn thicker, not only redder.
 */
export function drawDoorLanes({ facts }: ScenarioReport, axis: TimeAxis, top: number): Drawn {
  const { what, sent } = knocking(facts);
  const doors = [...Map.groupBy(sent, ({ door }) => door)].sort(([a], [b]) => a.localeCompare(b));
  const names = shortNames(doors.map(([door]) => door));
  const lanes = doors.map(([door, samples], index) => {
    const middle = top + index * LANE + LANE / 2;
    const failed = samples.filter(({ outcome }) => outcome !== 'ok').length;
    const name = text(cut(names.get(door) ?? door, 152, 6.7), 0, middle + 4, 'kp-name');
    const words = failed === 0 ? `${samples.length} answered` : `${failed} of ${samples.length} failed`;
    return [
      element('line', { class: 'kp-lane', x1: LEFT, x2: RIGHT, y1: middle, y2: middle }),
      element('g', {}, name + tooltip(`door of ${door}: ${words}`)),
      failed === 0 ? '' : text(`${failed} failed`, LEFT - 10, middle + 4, 'kp-bad', 'end'),
      ...stretchesOf(samples).map((stretch) => drawStretch(stretch, `${what} through ${door}`, axis, middle)),
    ].join('');
  });
  return { svg: lanes.join(''), height: lanes.length * LANE };
}

/**
 * New connections alone where there are any, for a kept one does not ask kube-proxy again. The untouched target is behind
 * no node's door.
 */
function knocking(facts: readonly Fact[]): { readonly what: string; readonly sent: readonly Sample[] } {
  const streams = samplesByStream(facts);
  const fresh = streams.get('fresh');
  if (fresh !== undefined) return { what: STREAM_WORDS.fresh.counted, sent: fresh };
  const others = [...streams].flatMap(([stream, samples]) => (stream === 'control' ? [] : samples));
  return { what: 'requests', sent: others.sort((a, b) => a.startedAt - b.startedAt) };
}

/** A stretch lasts until the next request, so that a single failure is as wide as what is not known around it. */
function stretchesOf(samples: readonly Sample[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const { outcome, startedAt, at } of samples) {
    const ok = outcome === 'ok';
    const last = stretches.at(-1);
    if (last !== undefined) last.to = Math.max(last.from, startedAt);
    if (last?.ok === ok) last.requests += 1;
    else stretches.push({ ok, from: startedAt, to: at, requests: 1 });
  }
  const last = stretches.at(-1);
  if (last !== undefined) last.to = Math.max(last.to, samples.at(-1)?.at ?? last.to);
  return stretches;
}

function drawStretch(stretch: Stretch, what: string, axis: TimeAxis, middle: number): string {
  const extent = shown(stretch, axis);
  if (extent === undefined) return '';
  const height = stretch.ok ? 4 : 11;
  const width = Math.max(1.5, Math.round((extent.to - extent.from) * 10) / 10);
  const area = { x: extent.from, y: middle - height / 2, width, height };
  const how = stretch.ok ? 'answered' : 'failed';
  const words = `${stretch.requests} ${what} ${how} for ${formatDuration(Math.round(stretch.to - stretch.from))}`;
  return element('rect', { class: stretch.ok ? 'kp-door-ok' : 'kp-door-bad', ...area }, tooltip(words));
}
