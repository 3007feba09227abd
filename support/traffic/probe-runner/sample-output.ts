import { createWriteStream, type WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { clearInterval, setInterval } from 'node:timers';
import type { Metric, Tags } from './metric.ts';

const flushMs = 50;

/** `--out json=FILE` (https://grafana.com/docs/k6/latest/results-output/real-time/json/): a Metric line before a metric's first Point. */
export class SampleOutput {
  readonly #announced = new Set<Metric>();
  readonly #file: WriteStream;
  readonly #timer: NodeJS.Timeout;
  #lines: string[] = [];
  #failure: Error | undefined;

  /** @param path truncated. */
  constructor(path: string) {
    this.#file = createWriteStream(path);
    this.#file.on('error', (error) => {
      this.#failure = error;
    });
    this.#timer = setInterval(() => this.#flush(), flushMs);
  }

  /** Writes a sample. `at` is in ms since the epoch and may have fractions. */
  write(metric: Metric, at: number, value: number, tags: Tags, metadata: Tags): void {
    if (!this.#announced.has(metric)) {
      this.#announced.add(metric);
      this.#lines.push(JSON.stringify({ type: 'Metric', data: definition(metric), metric: metric.name }));
    }
    const extra = Object.keys(metadata).length > 0 ? { metadata } : {};
    this.#lines.push(
      JSON.stringify({ metric: metric.name, type: 'Point', data: { time: rfc3339(at), value, tags, ...extra } }),
    );
  }

  /** @throws what kept it from writing, now or earlier. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#flush();
    if (this.#failure !== undefined) throw this.#failure;
    this.#file.end();
    await finished(this.#file);
  }

  #flush(): void {
    if (this.#lines.length > 0) this.#file.write(`${this.#lines.join('\n')}\n`);
    this.#lines = [];
  }
}

function definition({ name, type, contains, thresholds, submetrics }: Metric) {
  const parts = submetrics.map(({ name: full, suffix, tags }) => ({ name: full, suffix, tags }));
  return { name, type, contains, thresholds, submetrics: parts.length > 0 ? parts : null };
}

/** RFC 3339 in UTC, to the microsecond, which is as fine as this clock is. */
function rfc3339(at: number): string {
  const micros = Math.floor((at - Math.floor(at)) * 1000);
  return `${new Date(Math.floor(at)).toISOString().slice(0, -1)}${String(micros).padStart(3, '0')}Z`;
}
