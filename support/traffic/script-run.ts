import { readFile } from 'node:fs/promises';
import type { ScriptFinished, ScriptThreshold } from '../timeline/facts.ts';
import { type FactSink, now } from '../timeline/recorder.ts';
import { followLines } from './follow-lines.ts';
import { GeneratorProcess } from './generator.ts';
import { type GeneratorFiles, scriptArguments } from './generator-call.ts';
import type { ScriptPlan, ScriptRun } from './meter.ts';
import { MeterError } from './meter-error.ts';
import { NORMAL } from './priority.ts';
import { ScriptIntake } from './script-intake.ts';
import { type Engine, emptiedFiles } from './traffic-run.ts';

/** Until its first request: every virtual user loads the script. */
const startupMs = 60_000;
/** Ended by itself, crossed thresholds, aborted itself, marked itself failed: the script has been heard to its end. */
const heardOut = [0, 99, 108, 110];
/** By us; `105` by k6's own account (https://grafana.com/docs/k6/latest/misc/glossary/#exit-code). */
const stopped = [...heardOut, 105];

/** Runs a script of the user's by this engine. Promises and errors are those of `Meter.startScript`. */
export async function startScript(
  engine: Engine,
  plan: ScriptPlan,
  sink: FactSink,
  signal: AbortSignal,
): Promise<ScriptRun> {
  signal.throwIfAborted();
  const files = await emptiedFiles(plan.folder);
  const command = engine.command(scriptArguments(plan, files), plan.folder);
  const generator = await GeneratorProcess.spawn(command, files);
  const run = new RunningScript(engine, plan, sink, { generator, files, signal });
  await run.begun;
  return run;
}

interface Parts {
  readonly generator: GeneratorProcess;
  readonly files: GeneratorFiles;
  readonly signal: AbortSignal;
}

class RunningScript implements ScriptRun {
  readonly pid: number;
  readonly begun: Promise<void>;
  readonly finished: Promise<void>;
  readonly #parts: Parts;
  readonly #plan: ScriptPlan;
  readonly #broken = new AbortController();
  readonly #begun = Promise.withResolvers<void>();
  readonly #intake: ScriptIntake;
  #stopping = false;
  #disposed = false;

  constructor(engine: Engine, plan: ScriptPlan, sink: FactSink, parts: Parts) {
    this.#parts = parts;
    this.#plan = plan;
    this.#intake = new ScriptIntake({ ...engine, priority: NORMAL }, plan, sink);
    this.pid = parts.generator.pid;
    const tooLong = setTimeout(() => void parts.generator.end(), plan.maxDurationMs);
    const tooLate = setTimeout(() => void parts.generator.end(), startupMs);
    this.finished = this.#follow(sink).finally(() => clearTimeout(tooLong));
    this.finished.catch((error: unknown) => {
      this.#broken.abort(error);
      this.#begun.reject(error);
    });
    this.begun = this.#begun.promise.finally(() => clearTimeout(tooLate));
  }

  get broken(): AbortSignal {
    return this.#broken.signal;
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    this.#intake.cut(now());
    await this.#parts.generator.end();
    await this.finished;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#disposed = true;
    await this.#parts.generator.end();
    // How it ended is for those who wait for `finished`.
    await this.finished.catch(() => {});
  }

  async #follow(sink: FactSink): Promise<void> {
    const { generator, files, signal } = this.#parts;
    const intake = this.#intake;
    try {
      for await (const lines of followLines(files.samples, generator.ended, signal)) {
        intake.take(lines);
        if (intake.begun) this.#begun.resolve();
      }
    } catch (error) {
      await generator.end();
      throw error;
    }
    const end = await generator.ended;
    if (!intake.begun) throw await this.#error(`it ${end.text} and had sent no request`);
    const { requests, dropped } = intake.counts;
    sink.append({ type: 'traffic-stopped', at: now(), requests, dropped, lateMaxMs: 0, lateP99Ms: 0 });
    if (this.#disposed) return;
    const expected = this.#stopping ? stopped : heardOut;
    if (!expected.includes(end.exitCode ?? -1)) throw await this.#error(`it ${end.text}`);
    if (this.#stopping) return;
    const [thresholds, exceptions] = await Promise.all([thresholdsIn(files.summary), exceptionsIn(files.log)]);
    const { checks } = intake;
    const told: Omit<ScriptFinished, 'seq' | 'at'> = {
      ...{ type: 'script-finished', script: this.#plan.script, exitCode: end.exitCode ?? -1 },
      ...{ thresholds, checks, exceptions },
    };
    sink.append(told);
  }

  async #error(what: string): Promise<MeterError> {
    const { script } = this.#plan;
    const words = await this.#parts.generator.lastWords();
    return new MeterError(`script ${script}: ${what}. Its last words, more in ${this.#parts.files.log}:\n${words}`);
  }
}

/**
 * What `--summary-export` says of thresholds: `true` means crossed
 * (https://grafana.com/docs/k6/latest/results-output/end-of-test/custom-summary/).
 */
export async function thresholdsIn(path: string): Promise<ScriptThreshold[]> {
  let summary: { metrics?: Record<string, { thresholds?: Record<string, boolean> }> };
  try {
    summary = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new MeterError(`script: it left no summary that can be read in ${path}`, { cause });
  }
  return Object.entries(summary.metrics ?? {}).flatMap(([on, { thresholds = {} }]) =>
    Object.entries(thresholds).map(([expression, crossed]) => ({ on, expression, holds: !crossed })),
  );
}

/**
 * Iterations that threw: k6 logs them, counts them as complete and ends with 0 (grafana/k6 issue 6480). Most versions of k6 log a
 * promise that rejects, so whatever an async function throws, without saying that it is an exception.
 */
export async function exceptionsIn(log: string): Promise<string[]> {
  const marks = ['"stacktrace"', '"Uncaught (in promise) '];
  const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => marks.some((mark) => line.includes(mark)));
  return lines.map((line) => (JSON.parse(line) as { msg: string }).msg);
}
