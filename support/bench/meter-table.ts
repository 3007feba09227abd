import { alignColumns } from './align.ts';
import { type Figures, figuresOf, GOAL_MS, ofEndpoints } from './figures.ts';
import type { Judgement, Measured } from './judge-meter.ts';
import type { MeterResult } from './meter-bench.ts';
import { OUTAGE_KINDS } from './outage.ts';

/** A meter's result for people: a row per kind of outage, then what holds for all. */
export function formatMeterResult({ meter, ratePerSecond, quietMs, cost, figures, judgements }: MeterResult): string {
  const all = judgements.flatMap(({ measured }) => measured);
  const groups = OUTAGE_KINDS.flatMap((kind) =>
    [false, true].map((one) => ({
      name: `${kind}, ${one ? 'one endpoint' : 'all endpoints'}`,
      measured: all.filter(({ truth }) => truth.kind === kind && (truth.endpoint !== undefined) === one),
    })),
  );
  const rows = groups.filter(({ measured }) => measured.length > 0).map(({ name, measured }) => row(name, measured));
  const lengths = [...new Set(all.map(({ truth }) => truth.lengthMs))].sort((a, b) => a - b);
  const byLength = lengths.map((ms) =>
    row(
      `${ms} ms`,
      all.filter(({ truth }) => truth.lengthMs === ms),
    ),
  );
  const totals = (['all', 'one'] as const).map((which) =>
    row(
      `${which} endpoint${which === 'all' ? 's' : ''}`,
      ofEndpoints(judgements, which).flatMap(({ measured }) => measured),
    ),
  );
  const heads = [
    'outage',
    'number',
    'found',
    'missed',
    'true ms',
    'measured ms',
    '|error| p50',
    'p95',
    'max',
    `≤ ${GOAL_MS} ms`,
    '≤ 1.5 periods',
  ];
  const cpu = cost.cpuMsPerRequest === undefined ? 'unknown' : `${cost.cpuMsPerRequest.toFixed(2)} ms`;
  return [
    `${meter.name} ${meter.version} (${meter.reason}) at ${meter.priority} priority, ${ratePerSecond} requests/s a stream`,
    ...alignColumns([heads, ...rows, ...byLength, ...totals, rowOf('all', figures, all)]).map((row) => row.join('  ')),
    '',
    `missed of those longer than two sampling periods: ${figures.missed}; false alarms: ${figures.falseAlarms}` +
      ` (${Math.round(quietMs / 1000)} s of the time without an outage); start within ${ms(figures.startErrorP95Ms)} ms (p95)`,
    `${cost.requests} requests, ${cost.dropped} left out, late p99 ${cost.lateP99Ms.toFixed(1)} ms, max ${cost.lateMaxMs.toFixed(1)} ms, processor time per request ${cpu}`,
    ...falseAlarmLines(judgements),
    '',
  ].join('\n');
}

function falseAlarmLines(judgements: readonly Judgement[]): string[] {
  const alarms = judgements.flatMap(({ falseAlarms }) => falseAlarms);
  return alarms
    .slice(0, 10)
    .map(({ stream, kind, durationMs }) => `  false alarm: ${stream} ${kind} of ${ms(durationMs)} ms`);
}

function row(name: string, measured: readonly Measured[]): string[] {
  return rowOf(name, figuresOf([{ measured, falseAlarms: [] }]), measured);
}

function rowOf(name: string, figures: Figures, measured: readonly Measured[]): string[] {
  const { outages, found, missed, errorP50Ms, errorP95Ms, errorMaxMs, withinGoal, withinPeriods } = figures;
  const seen = measured.filter(({ measuredMs }) => measuredMs !== undefined);
  const mean = (values: readonly number[]) =>
    values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
  return [
    ...[name, String(outages), String(found), String(missed)],
    ...[ms(mean(seen.map(({ trueMs }) => trueMs))), ms(mean(seen.map(({ measuredMs = 0 }) => measuredMs)))],
    ...[ms(errorP50Ms), ms(errorP95Ms), ms(errorMaxMs)],
    ...[percent(withinGoal), percent(withinPeriods)],
  ];
}

function percent(share: number | undefined): string {
  return share === undefined ? '–' : `${(share * 100).toFixed(0)} %`;
}

function ms(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(1);
}
