import { durationMs } from './duration.ts';
import type { Metric, Metrics, Tags } from './metric.ts';
import { exitCodes, RunnerError } from './runner-error.ts';
import { emptySink, type Sink } from './sink.ts';

/** A condition on a metric or on a part of it (https://grafana.com/docs/k6/latest/using-k6/thresholds/). */
export interface Threshold {
  /** The metric or submetric, as the script names it. */
  readonly on: string;
  readonly expression: string;
  readonly abortOnFail: boolean;
  readonly delayMs: number;
  /** Whether its metric has a sample: k6 judges no other while the run goes on, and every one at its end. */
  hasSample(): boolean;
  holds(runMs: number): boolean;
}

const operators: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '<=': (left, right) => left <= right,
  '>': (left, right) => left > right,
  '>=': (left, right) => left >= right,
  '==': (left, right) => left === right,
  '===': (left, right) => left === right,
  '!=': (left, right) => left !== right,
};

/** Reads `options.thresholds`, and gives metrics the submetrics that they need. @throws {RunnerError} 104 as k6 does. */
export function defineThresholds(option: unknown, metrics: Metrics): Threshold[] {
  return Object.entries((option ?? {}) as Record<string, unknown>).flatMap(([on, given]) => {
    const { metric, sink } = target(on, metrics);
    return (Array.isArray(given) ? given : [given]).map((entry: unknown) => {
      if (metric.name === on) metric.thresholds.push(entry);
      return threshold(on, sink, entry);
    });
  });
}

function target(on: string, metrics: Metrics): { metric: Metric; sink: Sink } {
  const [, name = on, suffix] = /^([^{]+)\{(.*)\}$/.exec(on) ?? [];
  const metric = metrics.get(name);
  if (metric === undefined) throw invalid(`threshold on ${on}: no metric ${name} exists`);
  if (suffix === undefined) return { metric, sink: metric.sink };
  const tags: Tags = Object.fromEntries(suffix.split(',').map((pair) => pair.split(':').map((part) => part.trim())));
  const submetric = { name: on, suffix, tags, sink: emptySink(metric.type) };
  metric.submetrics.push(submetric);
  return { metric, sink: submetric.sink };
}

function threshold(on: string, sink: Sink, entry: unknown): Threshold {
  const given = (typeof entry === 'string' ? { threshold: entry } : entry) as Record<string, unknown>;
  const expression = String(given['threshold']);
  const [, aggregation = '', operator = '', value = ''] =
    /^\s*([a-z]+(?:\([\d.]+\))?)\s*(<=?|>=?|===?|!=)\s*(-?\d+(?:\.\d+)?)\s*$/.exec(expression) ?? [];
  const compare = operators[operator];
  if (compare === undefined || sink.aggregate(aggregation, 0) === undefined) {
    throw invalid(
      `threshold '${expression}' on ${on}: expected one of ${sink.summary.join(', ')}, an operator and a number`,
    );
  }
  return {
    on,
    expression,
    abortOnFail: given['abortOnFail'] === true,
    delayMs: durationMs(given['delayAbortEval'] ?? 0, `delayAbortEval of a threshold on ${on}`),
    hasSample: () => sink.count > 0,
    holds: (runMs) => compare(sink.aggregate(aggregation, runMs) ?? 0, Number(value)),
  };
}

function invalid(message: string): RunnerError {
  return new RunnerError(exitCodes.invalidConfig, message);
}
