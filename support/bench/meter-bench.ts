import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import type { Progress } from '../../clusters/progress.ts';
import { samplesByStream } from '../analysis/samples.ts';
import { DEFAULT_BOUNDS } from '../analysis/soundness.ts';
import type { MeterPriority, StreamName } from '../timeline/facts.ts';
import { TimelineRecorder } from '../timeline/recorder.ts';
import type { Meter } from '../traffic/meter.ts';
import { cpuTimeMs } from './cpu-time.ts';
import { type Cost, type Figures, figuresOf, ofEndpoints } from './figures.ts';
import { type Judgement, judgeMeter } from './judge-meter.ts';
import { TIMEOUT_MS } from './outage.ts';
import type { Schedule } from './schedule.ts';
import { OutageTarget } from './start-outage-target.ts';

/** What to measure with. */
export interface BenchOptions {
  readonly schedule: Schedule;
  readonly endpoints: number;
  /** Requests per second of each stream. */
  readonly ratePerSecond: number;
  readonly streams: readonly StreamName[];
  /** Time without any outage at the end, for false alarms. */
  readonly quietMs: number;
}

/** How one meter did. */
export interface MeterResult {
  readonly meter: Pick<Meter, 'name' | 'version' | 'reason'> & { readonly priority: MeterPriority };
  readonly ratePerSecond: number;
  readonly quietMs: number;
  readonly cost: Cost;
  readonly figures: Figures;
  /** The error of a length that 95 % do not exceed, in ms, for outages of all endpoints and of one. */
  readonly errorP95Ms: { readonly all: number | undefined; readonly one: number | undefined };
  readonly judgements: readonly Judgement[];
}

/**
 * Why a result says more of a busy machine than of the meter, in a sentence; undefined when it is fit to be a calibration.
 * The bounds are those that make a scenario invalid.
 */
export function unfitness({ cost: { dropped, lateP99Ms }, ratePerSecond }: MeterResult): string | undefined {
  const allowedMs = (DEFAULT_BOUNDS.lateP99Periods * 1000) / ratePerSecond;
  if (dropped > 0) return `${dropped} requests were due and never sent`;
  if (lateP99Ms <= allowedMs) return undefined;
  return `requests were sent late: 99th percentile ${lateP99Ms.toFixed(0)} ms, at most ${allowedMs.toFixed(0)} ms allowed`;
}

/** Has a meter measure a target of our own whose outages are known, and compares. */
export async function benchMeter(
  meter: Meter,
  { schedule, endpoints, ratePerSecond, streams, quietMs }: BenchOptions,
  progress: Progress,
  signal: AbortSignal,
): Promise<MeterResult> {
  const folder = await mkdtemp(join(tmpdir(), 'kindling-bench-'));
  try {
    await using target = await OutageTarget.start(endpoints, signal, meter.priority);
    const timeline = new TimelineRecorder();
    const maxDurationMs = Math.round(Math.min(3_600_000, schedule.endMs * 1.5 + quietMs + 120_000));
    const planned = streams.map((stream) => ({ stream, ratePerSecond }));
    const plan = { streams: planned, doors: target.doors, timeoutMs: TIMEOUT_MS, maxDurationMs, folder };
    await using run = await meter.start(plan, timeline, signal);
    const ended = AbortSignal.any([signal, run.broken]);
    const before = await cpuTimeMs(run.pid);
    const first = timeline.facts.length;
    const { name, version, reason } = meter;
    progress(`${name} ${version}: ${schedule.outages.length} outages, ${Math.round(schedule.endMs / 1000)} s`);
    const truths = await target.have(schedule.outages, ended);
    if (quietMs > 0) progress(`${name} ${version}: ${Math.round(quietMs / 1000)} s without an outage`);
    // The time itself is what is measured here: that nothing is found in it.
    await pass(Math.max(quietMs, 2 * TIMEOUT_MS), undefined, { signal: ended });
    const after = await cpuTimeMs(run.pid);
    const requests = timeline.facts.length - first;
    const { failed: _, ...summary } = await run.stop();
    const cpuMsPerRequest =
      meter.contained || before === undefined || after === undefined ? undefined : (after - before) / requests;
    const samples = samplesByStream(timeline.facts);
    const periodMs = 1000 / ratePerSecond;
    const judgements = streams.map((stream) =>
      judgeMeter(stream, samples.get(stream) ?? [], truths, { periodMs, endpoints }),
    );
    const cost = { ...summary, cpuMsPerRequest };
    const figures = figuresOf(judgements);
    const errorOf = (which: 'all' | 'one') => figuresOf(ofEndpoints(judgements, which)).errorP95Ms;
    const errorP95Ms = { all: errorOf('all'), one: errorOf('one') };
    return {
      meter: { name, version, reason, priority: meter.priority.name },
      ratePerSecond,
      quietMs,
      cost,
      figures,
      errorP95Ms,
      judgements,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
