import { mkdir, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type FactSink, now } from '../timeline/recorder.ts';
import { checkPlan, sendsDatagrams } from './check-plan.ts';
import { followLines } from './follow-lines.ts';
import { type Command, GeneratorProcess } from './generator.ts';
import { type GeneratorFiles, generatorArguments, generatorFiles } from './generator-call.ts';
import type { Meter, TrafficPlan, TrafficRun, TrafficSummary } from './meter.ts';
import { MeterError } from './meter-error.ts';
import { prioritised } from './priority.ts';
import { raise } from './raise.ts';
import { SampleIntake } from './sample-intake.ts';

/** For a generator to load its script once for each virtual user. */
const startupMs = 60_000;
/** From the end of a request to its line on disk: k6 batches for up to 250 ms; the rest is for a machine that is busy. */
const flushMs = 5000;
/** Ended as planned, or interrupted (https://grafana.com/docs/k6/latest/misc/glossary/#exit-code). */
const goodExitCodes = [0, 105];

/** A meter whose generator is a child process that takes k6's command line. */
export interface Engine extends Pick<Meter, 'name' | 'version' | 'priority'> {
  /** The command that runs the generator until its stdin closes. @param folder that it writes to. */
  command(args: readonly string[], folder: string): Command;
}

/** Starts traffic by this engine. Promises and errors are those of `Meter.start`. */
export async function startTraffic(
  engine: Engine,
  plan: TrafficPlan,
  sink: FactSink,
  signal: AbortSignal,
): Promise<TrafficRun> {
  signal.throwIfAborted();
  checkPlan(plan);
  if (engine.name === 'k6' && sendsDatagrams(plan)) {
    throw new MeterError('traffic plan: k6 has no UDP; have the probe runner send stream udp');
  }
  const files = await emptiedFiles(plan.folder);
  const generator = await GeneratorProcess.spawn(
    prioritised(engine.priority, engine.command(generatorArguments(plan, files), resolve(plan.folder))),
    files,
  );
  const run = new FlowingTraffic(plan, generator, files, new SampleIntake(plan, engine, sink), signal);
  await run.begun;
  await raiseOrEnd(engine, run);
  return run;
}

async function raiseOrEnd({ priority }: Engine, run: TrafficRun): Promise<void> {
  try {
    await raise(priority, run.pid, true);
  } catch (error) {
    await run[Symbol.asyncDispose]();
    throw error;
  }
}

/** The files of a generator that is to run in this folder, which is made; what an earlier run left would be taken for this run's. */
export async function emptiedFiles(folder: string): Promise<GeneratorFiles> {
  const files = generatorFiles(resolve(folder));
  await mkdir(resolve(folder), { recursive: true });
  await Promise.all(Object.values(files).map((path) => rm(path, { force: true })));
  return files;
}

class FlowingTraffic implements TrafficRun {
  readonly pid: number;
  readonly begun: Promise<void>;
  readonly #plan: TrafficPlan;
  readonly #generator: GeneratorProcess;
  readonly #files: GeneratorFiles;
  readonly #intake: SampleIntake;
  readonly #broken = new AbortController();
  readonly #begun = Promise.withResolvers<void>();
  readonly #drained = Promise.withResolvers<void>();
  readonly #pump: Promise<void>;
  #stopped: Promise<TrafficSummary> | undefined;
  #cutting = false;
  #closing = false;

  constructor(
    plan: TrafficPlan,
    generator: GeneratorProcess,
    files: GeneratorFiles,
    intake: SampleIntake,
    signal: AbortSignal,
  ) {
    this.pid = generator.pid;
    this.#plan = plan;
    this.#generator = generator;
    this.#files = files;
    this.#intake = intake;
    // Nobody may be waiting for these when traffic breaks off.
    this.#begun.promise.catch(() => {});
    this.#drained.promise.catch(() => {});
    this.begun = this.#within(
      startupMs + plan.timeoutMs,
      this.#begun.promise,
      () => `${intake.silent.join(', ')}: no sample`,
    );
    this.#pump = this.#follow(signal).catch((error: unknown) => this.#break(error));
  }

  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  stop(): Promise<TrafficSummary> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing = true;
    await this.#generator.end();
    await this.#pump;
  }

  async #stop(): Promise<TrafficSummary> {
    this.#intake.cut(now());
    this.#cutting = true;
    const longestPeriodMs = 1000;
    await this.#within(
      this.#plan.timeoutMs + longestPeriodMs + flushMs,
      this.#drained.promise,
      () => `${this.#intake.undrained.join(', ')}: requests in flight left no sample`,
    );
    this.#closing = true;
    const end = await this.#generator.end();
    await this.#pump;
    this.#broken.signal.throwIfAborted();
    if (!goodExitCodes.includes(end.exitCode ?? -1)) throw await this.#error(`it ${end.text} when it was stopped`);
    const summary = this.#intake.finish();
    await rm(this.#files.samples, { force: true });
    return summary;
  }

  /** Reads what the generator writes until it is gone. */
  async #follow(signal: AbortSignal): Promise<void> {
    for await (const lines of followLines(this.#files.samples, this.#generator.ended, signal)) {
      this.#intake.take(lines);
      if (this.#intake.silent.length === 0) this.#begun.resolve();
      if (this.#cutting && this.#intake.undrained.length === 0) this.#drained.resolve();
    }
    if (this.#closing) return;
    const end = await this.#generator.ended;
    if (!this.#cutting || end.exitCode !== 0) throw await this.#error(`it ${end.text} before it was stopped`);
    if (this.#intake.gaps !== '') throw await this.#error(`it ended without samples of requests ${this.#intake.gaps}`);
    this.#drained.resolve();
  }

  /** Breaks traffic off, unless the promise comes to an end in time. */
  async #within<T>(ms: number, promise: Promise<T>, lastSeen: () => string): Promise<T> {
    const timer = setTimeout(() => {
      void this.#error(`after ${ms} ms, ${lastSeen()}`).then((error) => this.#break(error));
    }, ms);
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
    }
  }

  async #break(error: unknown): Promise<void> {
    this.#broken.abort(error);
    await this.#generator.end();
    this.#begun.reject(error);
    this.#drained.reject(error);
  }

  async #error(what: string): Promise<MeterError> {
    const { maxDurationMs } = this.#plan;
    return new MeterError(
      `traffic generator (process ${this.pid}): ${what}; it should have sent requests until stop(), for at most ${maxDurationMs} ms. ` +
        `Its last words, more in ${this.#files.log}:\n${await this.#generator.lastWords()}`,
    );
  }
}
