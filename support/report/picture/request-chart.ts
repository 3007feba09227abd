import { type Disruption, disruptionOf } from '../../analysis/disruption.ts';
import { formatDuration } from '../../analysis/durations.ts';
import { type Sample, samplesByStream } from '../../analysis/samples.ts';
import type { ScenarioReport } from '../scenario-report.ts';
import { STREAM_WORDS } from '../stream-words.ts';
import { type Drawn, element, text, tooltip, widthOf } from './svg.ts';
import { LEFT, RIGHT, shown, type TimeAxis } from './time-axis.ts';

const CHART = 58;
const GAP = 20;

/** One small chart per stream: answered and failed requests per second, and the time without success shaded. */
export function drawRequestCharts({ facts }: ScenarioReport, axis: TimeAxis, top: number): Drawn {
  const samples = samplesByStream(facts);
  const charts = disruptionOf(facts).map((disruption, index) => {
    const y = top + index * (CHART + GAP);
    return drawChart(disruption, samples.get(disruption.stream) ?? [], axis, y);
  });
  return { svg: charts.join(''), height: Math.max(0, charts.length * (CHART + GAP) - GAP) };
}

function drawChart(disruption: Disruption, samples: readonly Sample[], axis: TimeAxis, top: number): string {
  const { binMs, bins } = binned(samples, axis);
  const most = Math.max(1, ...bins.map(({ ok, failed }) => ok + failed));
  const bottom = top + CHART;
  const height = (count: number) => Math.round((count / most) * CHART * 10) / 10;
  const bars = bins.map(({ from, ok, failed }) => {
    const [x, end] = [axis.x(from), axis.x(from + binMs)];
    const width = Math.max(0.5, end - x - 0.6);
    const [good, bad] = [height(ok), height(failed)];
    const rect = (className: string, y: number, tall: number) =>
      tall === 0 ? '' : element('rect', { class: className, x, y, width, height: tall });
    const words = `${ok} answered, ${failed} failed in ${formatDuration(binMs)}`;
    return element(
      'g',
      {},
      rect('kp-ok', bottom - good, good) + rect('kp-failed', bottom - good - bad, bad) + tooltip(words),
    );
  });
  const perSecond = Math.round((most * 1000) / binMs);
  return [
    ...bars,
    ...drawDegraded(disruption, axis, top),
    ...drawOutages(disruption, axis, top),
    element('line', { class: 'kp-base', x1: LEFT, x2: RIGHT, y1: bottom, y2: bottom }),
    text(STREAM_WORDS[disruption.stream].many, 0, top + 14, 'kp-label'),
    text(
      `${disruption.failed} of ${disruption.requests} failed`,
      0,
      top + 30,
      disruption.failed > 0 ? 'kp-bad' : 'kp-dim',
    ),
    text(`${perSecond}/s`, LEFT - 8, top + 9, 'kp-tick', 'end'),
    text('0', LEFT - 8, bottom, 'kp-tick', 'end'),
  ].join('');
}

/** Bars as wide as a few requests, so that a steady rate looks steady, and no more than fit the plot. */
function binned(samples: readonly Sample[], axis: TimeAxis) {
  const span = axis.to - axis.from;
  const inside = samples.filter(({ startedAt }) => startedAt >= axis.from && startedAt < axis.to);
  const [first, last] = [inside[0]?.startedAt ?? axis.from, inside.at(-1)?.startedAt ?? axis.to];
  const period = inside.length > 1 ? (last - first) / (inside.length - 1) : span;
  const binMs =
    [50, 100, 200, 500, 1000, 2000, 5000, 10_000].find((ms) => ms >= 4 * period && span / ms <= 160) ?? 30_000;
  const bins = new Map<number, { from: number; ok: number; failed: number }>();
  for (const { startedAt, outcome } of inside) {
    const from = axis.zero + Math.floor((startedAt - axis.zero) / binMs) * binMs;
    const bin = bins.get(from) ?? { from, ok: 0, failed: 0 };
    if (outcome === 'ok') bin.ok++;
    else bin.failed++;
    bins.set(from, bin);
  }
  return { binMs, bins: [...bins.values()] };
}

/** The longest outage is written out, after the last one. */
function drawOutages({ outages, longestOutageMs }: Disruption, axis: TimeAxis, top: number): string[] {
  const inside = outages.flatMap((outage) => {
    const extent = shown(outage, axis);
    return extent === undefined ? [] : [{ ...extent, outage }];
  });
  const bands = inside.map(({ from, to, outage }) => {
    const area = { x: from, width: Math.max(1.5, Math.round((to - from) * 10) / 10) };
    const shade = element('rect', { class: 'kp-outage', ...area, y: top - 4, height: CHART + 4 });
    const cap = element('rect', { class: 'kp-outage-cap', ...area, y: top - 5, height: 3 });
    const lasted = `${formatDuration(Math.round(outage.durationMs))} ± ${formatDuration(outage.uncertainMs)}`;
    const where = outage.door === undefined ? '' : ` through the door of ${outage.door}`;
    const words = `${lasted} without success${where}, ${outage.failed} failed requests, most ${outage.kind}`;
    return element('g', {}, shade + cap + tooltip(words));
  });
  const [first, last] = [inside[0], inside.at(-1)];
  if (first === undefined || last === undefined) return [];
  const words = `${inside.length > 1 ? 'up to ' : ''}${formatDuration(Math.round(longestOutageMs))} without success`;
  const right = last.to + 6 + widthOf(words) < RIGHT;
  const label = text(
    words,
    right ? last.to + 6 : first.from - 6,
    top - 4,
    'kp-bad kp-halo',
    right ? 'start' : 'end',
    right ? last.to : first.from,
  );
  return [...bands, label];
}

/** Where answers were slow, below what failed: a dotted frame, for those who cannot tell colours. */
function drawDegraded({ degraded }: Disruption, axis: TimeAxis, top: number): string[] {
  return degraded.flatMap((window) => {
    const extent = shown(window, axis);
    if (extent === undefined) return [];
    const width = Math.max(1.5, Math.round((extent.to - extent.from) * 10) / 10);
    const band = element('rect', { class: 'kp-degraded', x: extent.from, width, y: top - 4, height: CHART + 4 });
    const worst = formatDuration(Math.round(window.worstMs));
    const words = `answers were slow for ${formatDuration(Math.round(window.durationMs))}, up to ${worst}`;
    return [element('g', {}, band + tooltip(words))];
  });
}
