import { writeFileSync } from 'node:fs';
import { idOf } from './check-counts.ts';
import type { Sink } from './sink.ts';
import type { TestRun } from './test-run.ts';

interface MetricSummary {
  readonly type: string;
  readonly contains: string;
  readonly values: Readonly<Record<string, number>>;
  readonly thresholds?: Readonly<Record<string, { readonly ok: boolean }>>;
}

/** What `handleSummary` gets (https://grafana.com/docs/k6/latest/results-output/end-of-test/custom-summary/). */
export function summaryData(run: TestRun, runMs: number) {
  const entries = run.metrics
    .all()
    .flatMap((metric) => [
      { name: metric.name, metric, sink: metric.sink },
      ...metric.submetrics.map(({ name, sink }) => ({ name, metric, sink })),
    ]);
  const metrics = entries
    .filter(({ name, sink }) => sink.count > 0 || run.thresholds.some(({ on }) => on === name))
    .map(({ name, metric: { type, contains }, sink }): [string, MetricSummary] => {
      const thresholds = run.thresholds.filter(({ on }) => on === name);
      const verdicts = Object.fromEntries(thresholds.map((one) => [one.expression, { ok: one.holds(runMs) }]));
      return [
        name,
        { type, contains, values: valuesOf(sink, runMs), ...(thresholds.length > 0 ? { thresholds: verdicts } : {}) },
      ];
    });
  return {
    root_group: { name: '', path: '', id: idOf(''), groups: [], checks: run.checks.all() },
    options: run.givenOptions,
    state: { isStdOutTTY: false, isStdErrTTY: false, testRunDurationMs: runMs },
    metrics: Object.fromEntries(metrics),
  };
}

/** Lets the script make its summary and puts it where it says; a script without one gets a line a metric. Never throws, as in k6. */
export async function writeSummary(run: TestRun, handle: unknown, runMs: number): Promise<void> {
  const data = summaryData(run, runMs);
  let texts: unknown;
  try {
    texts = typeof handle === 'function' ? await handle(data) : undefined;
    for (const [target, text] of Object.entries((texts ?? {}) as Record<string, string>)) {
      if (target === 'stdout') process.stdout.write(text);
      else if (target === 'stderr') process.stderr.write(text);
      else writeFileSync(target, text);
    }
  } catch (error) {
    run.log.write('error', `handleSummary: ${(error as Error).stack}`);
  }
  if (texts === undefined || texts === null) process.stdout.write(plainText(data.metrics));
}

/**
 * `--summary-export`: values lie in the metric itself, a rate's is `value`, a threshold is true when it was crossed, and groups and
 * checks lie under their names, as in k6.
 */
export function exportSummary(run: TestRun, path: string, runMs: number): void {
  const { root_group, metrics } = summaryData(run, runMs);
  const flat = Object.entries(metrics).map(([name, { values, thresholds }]): [string, unknown] => {
    const { rate, ...others } = values;
    const own = metrics[name]?.type === 'rate' ? { value: rate, ...others } : values;
    const crossed = Object.entries(thresholds ?? {}).map(([expression, { ok }]) => [expression, !ok]);
    return [name, thresholds === undefined ? own : { ...own, thresholds: Object.fromEntries(crossed) }];
  });
  const checks = Object.fromEntries(root_group.checks.map((check) => [check.name, check]));
  const root = { ...root_group, groups: {}, checks };
  writeFileSync(path, JSON.stringify({ root_group: root, metrics: Object.fromEntries(flat) }, undefined, 2));
}

function valuesOf(sink: Sink, runMs: number): Record<string, number> {
  return Object.fromEntries(sink.summary.map((name) => [name, sink.aggregate(name, runMs) ?? 0]));
}

function plainText(metrics: Readonly<Record<string, MetricSummary>>): string {
  const lines = Object.entries(metrics).map(([name, { values }]) => {
    const shown = Object.entries(values).map(([aggregation, value]) => `${aggregation}=${Number(value.toFixed(3))}`);
    return `${name}: ${shown.join(' ')}\n`;
  });
  return lines.join('');
}
