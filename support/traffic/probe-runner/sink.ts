/** The four types of metrics (https://grafana.com/docs/k6/latest/using-k6/metrics/). */
export type MetricType = 'counter' | 'gauge' | 'rate' | 'trend';

/** Gathers the values of a metric. */
export interface Sink {
  /** Values gathered so far. */
  readonly count: number;
  add(value: number): void;
  /** The aggregation of this name over the run so far, 0 without values; undefined if the type has no such aggregation. */
  aggregate(name: string, runMs: number): number | undefined;
  /** Aggregations that a summary lists. */
  readonly summary: readonly string[];
}

/** An empty sink for a metric of this type. */
export function emptySink(type: MetricType): Sink {
  return new sinks[type]();
}

class CounterSink implements Sink {
  readonly summary = ['count', 'rate'];
  count = 0;
  #sum = 0;

  add(value: number): void {
    this.count += 1;
    this.#sum += value;
  }

  aggregate(name: string, runMs: number): number | undefined {
    if (name === 'count') return this.#sum;
    return name === 'rate' ? (runMs === 0 ? 0 : (this.#sum * 1000) / runMs) : undefined;
  }
}

class GaugeSink implements Sink {
  readonly summary = ['value', 'min', 'max'];
  count = 0;
  #value = 0;
  #min = 0;
  #max = 0;

  add(value: number): void {
    this.#value = value;
    this.#min = this.count === 0 ? value : Math.min(this.#min, value);
    this.#max = this.count === 0 ? value : Math.max(this.#max, value);
    this.count += 1;
  }

  aggregate(name: string): number | undefined {
    return ({ value: this.#value, min: this.#min, max: this.#max } as Record<string, number>)[name];
  }
}

class RateSink implements Sink {
  readonly summary = ['rate', 'passes', 'fails'];
  count = 0;
  #passes = 0;

  add(value: number): void {
    this.count += 1;
    if (value !== 0) this.#passes += 1;
  }

  aggregate(name: string): number | undefined {
    const rate = this.count === 0 ? 0 : this.#passes / this.count;
    return ({ rate, passes: this.#passes, fails: this.count - this.#passes } as Record<string, number>)[name];
  }
}

class TrendSink implements Sink {
  readonly summary = ['avg', 'min', 'med', 'max', 'p(90)', 'p(95)'];
  #values: number[] = [];
  #sorted = true;
  #sum = 0;

  get count(): number {
    return this.#values.length;
  }

  add(value: number): void {
    this.#values.push(value);
    this.#sum += value;
    this.#sorted = false;
  }

  aggregate(name: string): number | undefined {
    if (name === 'avg') return this.count === 0 ? 0 : this.#sum / this.count;
    const percent =
      { min: 0, med: 50, max: 100 }[name] ?? Number(/^p\((\d+(?:\.\d+)?)\)$/.exec(name)?.[1] ?? Number.NaN);
    return percent >= 0 && percent <= 100 ? this.#percentile(percent) : undefined;
  }

  /** Between the two nearest values, linearly. */
  #percentile(percent: number): number {
    if (!this.#sorted) this.#values = Array.from(Float64Array.from(this.#values).sort());
    this.#sorted = true;
    const rank = (percent / 100) * (this.#values.length - 1);
    const below = this.#values[Math.floor(rank)] ?? 0;
    const above = this.#values[Math.ceil(rank)] ?? 0;
    return below + (above - below) * (rank - Math.floor(rank));
  }
}

const sinks = { counter: CounterSink, gauge: GaugeSink, rate: RateSink, trend: TrendSink };
