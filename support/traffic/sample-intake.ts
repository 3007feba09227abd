import { latenessOf } from '../analysis/lateness.ts';
import type { Instant, StreamName } from '../timeline/facts.ts';
import { type FactSink, now } from '../timeline/recorder.ts';
import { generatorSkewMs } from './generator-clock.ts';
import type { Door, Meter, PlannedStream, TrafficPlan, TrafficSummary } from './meter.ts';
import { MeterError } from './meter-error.ts';
import { type Reading, readSample, type Sample } from './read-sample.ts';
import { StreamProgress } from './stream-progress.ts';

/** So much before its time no clock that is read in whole milliseconds makes a request seem. */
const EARLY_MS = 50;

interface Stream {
  readonly planned: PlannedStream;
  readonly doors: readonly Door[];
  readonly progress: StreamProgress;
  /** The last request started before the cut. */
  last: number;
}

/** Turns lines of a generator's output into facts, up to a cut. */
export class SampleIntake {
  readonly #plan: TrafficPlan;
  readonly #meter: Pick<Meter, 'name' | 'version' | 'priority'>;
  readonly #sink: FactSink;
  readonly #streams: ReadonlyMap<StreamName, Stream>;
  readonly #skewMs = generatorSkewMs();
  readonly #lateMs: number[] = [];
  readonly #afterCut: Sample[] = [];
  readonly #dropped: Extract<Reading, { kind: 'dropped' }>[] = [];
  #failed = 0;
  #cut: Instant | undefined;

  constructor(plan: TrafficPlan, meter: Pick<Meter, 'name' | 'version' | 'priority'>, sink: FactSink) {
    this.#plan = plan;
    this.#meter = meter;
    this.#sink = sink;
    const flowing = plan.streams.filter(({ ratePerSecond }) => ratePerSecond > 0);
    this.#streams = new Map(
      flowing.map((planned) => [
        planned.stream,
        { planned, doors: planned.doors ?? plan.doors, progress: new StreamProgress(), last: -1 },
      ]),
    );
  }

  /** Streams without a sample so far. */
  get silent(): StreamName[] {
    return this.#namesWhere(({ progress }) => !progress.begun);
  }

  /** Streams in which requests from before the cut may still be in flight. */
  get undrained(): StreamName[] {
    return this.#namesWhere(({ progress }) => !progress.drained);
  }

  /** Requests that left no sample though later ones did, in words; empty if there are none. */
  get gaps(): string {
    const gaps = [...this.#streams.values()].map(({ planned, progress }) => ({ planned, missing: progress.missing }));
    return gaps
      .filter(({ missing }) => missing.length > 0)
      .map(({ planned, missing }) => `${planned.stream} ${missing.join(', ')}`)
      .join('; ');
  }

  /** From now on only requests started before this count. */
  cut(at: Instant): void {
    this.#cut = at;
  }

  /**
   * Takes whole lines, appending a fact for each request.
   * @throws {MeterError} when a line cannot be read.
   */
  take(lines: readonly string[]): void {
    const readings = lines.map((line) => readSample(line)).filter((reading) => reading !== undefined);
    const samples = readings
      .filter((reading) => reading.kind === 'sample')
      .map(({ sample }) => this.#onOurClock(sample));
    this.#dropped.push(...readings.filter((reading) => reading.kind === 'dropped'));
    if (samples.length > 0 && this.silent.length === this.#streams.size) this.#announce(samples);
    for (const sample of samples) {
      const stream = this.#streamOf(sample);
      stream.progress.see(sample.request, sample.startedAt, this.#cut);
      if (this.#cut !== undefined && sample.startedAt > this.#cut) this.#afterCut.push(sample);
      else this.#append(sample, stream);
    }
  }

  /** Appends what was held back and `traffic-stopped`. */
  finish(): TrafficSummary {
    const at = this.#cut ?? now();
    // Numbers and clock readings may cross at the cut: a lower number than the last kept must not leave a gap.
    for (const sample of this.#afterCut) {
      const stream = this.#streamOf(sample);
      if (sample.request < stream.last) this.#append(sample, stream);
    }
    const dropped = this.#dropped
      .filter((drop) => !(drop.at + this.#skewMs > at))
      .reduce((sum, { count }) => sum + count, 0);
    const summary = { requests: this.#lateMs.length, dropped, ...latenessOf(this.#lateMs) };
    this.#sink.append({ type: 'traffic-stopped', at, ...summary });
    return { ...summary, failed: this.#failed };
  }

  #namesWhere(condition: (stream: Stream) => boolean): StreamName[] {
    return [...this.#streams].filter(([, stream]) => condition(stream)).map(([name]) => name);
  }

  #onOurClock(sample: Sample): Sample {
    return { ...sample, startedAt: sample.startedAt + this.#skewMs, dueAt: sample.dueAt + this.#skewMs };
  }

  #streamOf({ stream }: Sample): Stream {
    const known = this.#streams.get(stream);
    if (known !== undefined) return known;
    throw new MeterError(`samples: a request of stream ${stream}, which was not planned`);
  }

  #announce(samples: readonly Sample[]): void {
    this.#sink.append({
      type: 'traffic-started',
      at: Math.min(...samples.map(({ dueAt, startedAt }) => Math.min(dueAt, startedAt))),
      meter: { name: this.#meter.name, version: this.#meter.version },
      priority: this.#meter.priority.name,
      streams: [...this.#streams.values()].map(({ planned: { stream, ratePerSecond } }) => ({ stream, ratePerSecond })),
      doors: this.#plan.doors.map(({ node, url }) => ({ node, url })),
      timeoutMs: this.#plan.timeoutMs,
    });
  }

  #append({ dueAt, door, ...sample }: Sample, stream: Stream): void {
    const lateMs = latenessIn(sample.startedAt - dueAt);
    const node = stream.doors[door]?.node;
    if (node === undefined) throw new MeterError(`samples: stream ${sample.stream} has no door number ${door}`);
    this.#sink.append({
      type: 'probe-sample',
      at: sample.startedAt + sample.durationMs,
      ...sample,
      lateMs,
      door: node,
    });
    stream.last = Math.max(stream.last, sample.request);
    this.#lateMs.push(lateMs);
    if (sample.outcome !== 'ok') this.#failed += 1;
  }
}

/**
 * k6's clock readings are whole milliseconds, so that a punctual request may seem early. One that was clearly sent before it was due
 * stays early: a generator never does that, so somebody has set the clock back, and no time of the run can be trusted.
 */
function latenessIn(sinceDueMs: number): number {
  return sinceDueMs < -EARLY_MS ? sinceDueMs : Math.max(0, sinceDueMs);
}
