import type { StreamName } from '../timeline/facts.ts';
import type { FactSink } from '../timeline/recorder.ts';
import type { Priority } from './priority.ts';

/** A published address of the Service's NodePort. */
export interface Door {
  /** The node behind the address. */
  readonly node: string;
  /** On 127.0.0.1 or localhost; anything else is refused. */
  readonly url: string;
}

/** One stream of requests at a fixed rate. */
export interface PlannedStream {
  readonly stream: StreamName;
  /** Whole requests per second, at most 300; 0 leaves the stream out. */
  readonly ratePerSecond: number;
  /** Where this stream knocks instead of at the plan's doors. `control` must have doors of its own. */
  readonly doors?: readonly Door[];
}

/** What traffic to send. */
export interface TrafficPlan {
  readonly streams: readonly PlannedStream[];
  /** Requests of a stream knock at these in turn; each kept connection leads to one of them. */
  readonly doors: readonly Door[];
  /** A request without a whole answer after this long has failed, in ms. */
  readonly timeoutMs: number;
  /** Traffic ends by itself after this long, in ms, at most an hour. Ending so before `stop()` is an error. */
  readonly maxDurationMs: number;
  /** The generator's files go here: its log for as long as anybody wants it, its samples until they were read. Made if absent. */
  readonly folder: string;
}

/** What a finished run of traffic comes to. */
export interface TrafficSummary {
  /** Requests started until `stop()` was called; each has left one `probe-sample`. */
  readonly requests: number;
  /** Requests of those that failed. */
  readonly failed: number;
  /** Requests that were due and never sent. */
  readonly dropped: number;
  /** Largest and 99th percentile of start − due, in ms. */
  readonly lateMaxMs: number;
  readonly lateP99Ms: number;
}

/** Traffic that flows. Disposing ends it at once and loses what is in flight; `stop()` is the way to end a measurement. */
export interface TrafficRun extends AsyncDisposable {
  /** Process id of the generator (of its supervisor, with k6). */
  readonly pid: number;
  /** Aborts with the error as reason when traffic breaks off by itself: join it into waits on samples. */
  readonly broken: AbortSignal;
  /**
   * Ends traffic. Every request started before the call leaves its sample; later ones are discarded. Appends
   * `traffic-stopped`, ends the generator and resolves once it is gone. Calling again gives the same promise.
   * @throws {MeterError} when the generator ended early, lost a request or wrote what cannot be read.
   */
  stop(): Promise<TrafficSummary>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A script of the user's own to run, a k6 script. */
export interface ScriptPlan {
  /** Its file, absolute. */
  readonly script: string;
  /** The script finds their URLs in `__ENV.KINDLING_DOORS`, comma-separated, and the first in `__ENV.KINDLING_URL`. */
  readonly doors: readonly Door[];
  /** It is ended after this long, in ms, whatever it says itself. */
  readonly maxDurationMs: number;
  /** As in a `TrafficPlan`; absolute. */
  readonly folder: string;
}

/** A script that runs. Disposing ends it at once. */
export interface ScriptRun extends AsyncDisposable {
  readonly pid: number;
  /** Aborts with the error as reason when the script breaks off. */
  readonly broken: AbortSignal;
  /**
   * Resolves when the script has ended by itself, after `traffic-stopped` and `script-finished`, also when its thresholds were
   * crossed; and without `script-finished` once it was stopped.
   * @throws {MeterError} when it broke off, with its last words: they name what an engine does not support.
   */
  readonly finished: Promise<void>;
  /**
   * Ends the script unless it has ended, and resolves after `traffic-stopped`. Requests that this interrupts leave no sample.
   * @throws {MeterError} when it had broken off.
   */
  stop(): Promise<void>;
}

/** Something that sends requests and tells how each of them ended. */
export interface Meter {
  readonly name: 'k6' | 'probe-runner';
  readonly version: string;
  /** Why it is this one, for reports: "k6 on PATH", "no k6 on PATH". */
  readonly reason: string;
  /** That its generator runs at; the untouched target is to have the same. */
  readonly priority: Priority;
  /** Its generator is no process of this host's to be looked at. */
  readonly contained?: true;
  /**
   * Starts traffic and resolves once every stream has left its first sample, successful or not. Appends
   * `traffic-started`, then a `probe-sample` for each request while traffic runs, at most about 300 ms late.
   * @param signal ends traffic, at any time: every pending promise rejects with its reason and the generator goes.
   * @throws {MeterError} when the plan is out of bounds or the generator does not come up.
   */
  start(plan: TrafficPlan, sink: FactSink, signal: AbortSignal): Promise<TrafficRun>;
  /**
   * Starts a script and resolves once a request of it has ended. Appends `traffic-started`, and a `probe-sample` for each request
   * that the script tags `stream: 'fresh'` or `'keepalive'`; to one with a `name` it must also give its `door`, HOST:PORT. It runs
   * at ordinary priority: nobody knows how much it computes.
   * @throws {MeterError} when it ends without a request, with its last words. It breaks off when such a request does not tell how it
   *   ended, because the script's `systemTags` leave out `status`, `error_code` or `error`.
   */
  startScript(plan: ScriptPlan, sink: FactSink, signal: AbortSignal): Promise<ScriptRun>;
}
