import type { RunnerArguments } from './arguments.ts';
import { CheckCounts } from './check-counts.ts';
import { clock } from './clock.ts';
import type { Log } from './log.ts';
import { type Metric, Metrics, type Tags } from './metric.ts';
import { type RunnerOptions, readOptions } from './options.ts';
import { type RunnerError, unsupported } from './runner-error.ts';
import type { SampleOutput } from './sample-output.ts';
import type { Threshold } from './threshold.ts';

/** What all virtual users of a test run share. */
export class TestRun {
  readonly arguments: RunnerArguments;
  readonly log: Log;
  readonly metrics = new Metrics();
  readonly checks = new CheckCounts();
  readonly counts = { completed: 0, interrupted: 0, active: 0, users: 0 };
  options: RunnerOptions = readOptions({});
  /** The script's `options`, for those who ask for them as they are. */
  givenOptions: unknown = {};
  thresholds: readonly Threshold[] = [];
  /** Set by `exec.test.fail()`. */
  markedFailed = false;
  startedAt = clock();
  readonly #output: SampleOutput | undefined;
  readonly #stop = new AbortController();

  constructor(args: RunnerArguments, log: Log, output: SampleOutput | undefined) {
    this.arguments = args;
    this.log = log;
    this.#output = output;
  }

  /** Aborts when iterations are to stop at once; its reason is a `RunnerError`. */
  get stopped(): AbortSignal {
    return this.#stop.signal;
  }

  /** ms since iterations began. */
  get durationMs(): number {
    return clock() - this.startedAt;
  }

  /** Stops all iterations at once, like k6's first SIGINT; the first reason wins. */
  stop(reason: RunnerError): void {
    if (this.#stop.signal.aborted) return;
    this.#stop.abort(reason);
    this.log.write('error', reason.message);
  }

  /**
   * Stops the run like `stop` and throws the reason. k6 interrupts the script, which cannot catch that; ours can, and goes on to no
   * effect.
   */
  end(reason: RunnerError): never {
    this.stop(reason);
    throw reason;
  }

  /** Ends the run because its script asks for a part of k6 that the probe runner does not have. */
  refuse(what: string, instead?: string): never {
    return this.end(unsupported(what, instead));
  }

  /** Keeps of these system tags the ones that `options.systemTags` asks for. */
  systemTags(tags: Readonly<Record<string, string | undefined>>): Tags {
    const wanted = Object.entries(tags).filter(
      ([name, value]) => value !== undefined && this.options.systemTags.has(name),
    );
    return Object.fromEntries(wanted) as Tags;
  }

  /** Records a sample. k6 drops samples once a run is stopped, and so does this. */
  push(metric: Metric, value: number, tags: Tags, metadata: Tags = {}, at = clock()): void {
    if (this.stopped.aborted) return;
    const all = { ...this.options.tags, ...tags };
    metric.sink.add(value);
    // k6 too counts checks by the tags of their samples (internal/output/summary in its sources).
    if (metric.name === 'checks' && all['check'] !== undefined) this.checks.add(all['check'], value);
    for (const part of metric.submetrics) {
      if (Object.entries(part.tags).every(([name, wanted]) => all[name] === wanted)) part.sink.add(value);
    }
    this.#output?.write(metric, at, value, all, metadata);
  }

  /** Records a sample of one of k6's own metrics. */
  pushBuiltIn(name: string, value: number, tags: Tags, metadata: Tags = {}, at = clock()): void {
    const metric = this.metrics.get(name);
    if (metric === undefined) throw new TypeError(`no built-in metric ${name}`);
    this.push(metric, value, tags, metadata, at);
  }
}
