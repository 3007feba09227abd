import { exitCodes, RunnerError } from './runner-error.ts';
import { emptySink, type MetricType, type Sink } from './sink.ts';

/** What a metric's values are. */
export type Contains = 'default' | 'time' | 'data';

/** Tags or metadata of a sample. */
export type Tags = Readonly<Record<string, string>>;

/** A part of a metric: the samples that carry these tags. */
export interface Submetric {
  /** `probe_failed{scenario:fresh}`. */
  readonly name: string;
  readonly suffix: string;
  readonly tags: Tags;
  readonly sink: Sink;
}

/** A metric with all it has gathered. */
export interface Metric {
  readonly name: string;
  readonly type: MetricType;
  readonly contains: Contains;
  readonly sink: Sink;
  readonly submetrics: Submetric[];
  /** Thresholds on the whole metric, as the script gave them. */
  readonly thresholds: unknown[];
}

const builtIn: readonly (readonly [string, MetricType, Contains])[] = [
  ['vus', 'gauge', 'default'],
  ['vus_max', 'gauge', 'default'],
  ['iterations', 'counter', 'default'],
  ['iteration_duration', 'trend', 'time'],
  ['dropped_iterations', 'counter', 'default'],
  ['checks', 'rate', 'default'],
  ['http_reqs', 'counter', 'default'],
  ['http_req_failed', 'rate', 'default'],
  ['http_req_duration', 'trend', 'time'],
  ['http_req_blocked', 'trend', 'time'],
  ['http_req_connecting', 'trend', 'time'],
  ['http_req_tls_handshaking', 'trend', 'time'],
  ['http_req_sending', 'trend', 'time'],
  ['http_req_waiting', 'trend', 'time'],
  ['http_req_receiving', 'trend', 'time'],
];

/** The metrics of a test run: k6's own (https://grafana.com/docs/k6/latest/using-k6/metrics/reference/) but `data_*`, and the script's. */
export class Metrics {
  readonly #byName = new Map<string, Metric>();

  constructor() {
    for (const [name, type, contains] of builtIn) this.define(name, type, contains);
  }

  /** The metric of this name, made if new. Every virtual user defines the script's metrics again. */
  define(name: string, type: MetricType, contains: Contains): Metric {
    if (!/^[A-Za-z_][A-Za-z0-9_]{0,127}$/.test(name)) {
      throw new RunnerError(
        exitCodes.scriptException,
        `metric name '${name}' is not valid: use letters, digits and _, at most 128`,
      );
    }
    const known = this.#byName.get(name);
    if (known !== undefined) {
      if (known.type === type && known.contains === contains) return known;
      throw new RunnerError(
        exitCodes.scriptException,
        `metric ${name} is a ${known.type} of ${known.contains}, it cannot be a ${type} of ${contains} too`,
      );
    }
    const metric: Metric = { name, type, contains, sink: emptySink(type), submetrics: [], thresholds: [] };
    this.#byName.set(name, metric);
    return metric;
  }

  get(name: string): Metric | undefined {
    return this.#byName.get(name);
  }

  all(): Metric[] {
    return [...this.#byName.values()];
  }
}
