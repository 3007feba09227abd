import type { Fact, FactOf, Instant } from '../timeline/facts.ts';
import { formatDuration } from './durations.ts';
import { gapsIn } from './gaps.ts';
import type { Interval } from './intervals.ts';
import { latencyOf } from './latency.ts';
import { latenessOf } from './lateness.ts';
import { flowingSince, samplesByStream } from './samples.ts';
import { lastTraffic, trafficIn } from './traffic.ts';

/** What makes the instrument unfit to measure. */
export interface SoundnessBounds {
  /**
   * 99th percentile of how much later than planned requests were sent, and of how long the untouched target took, in
   * sampling periods of the slowest stream to the Service.
   */
  readonly lateP99Periods: number;
  /**
   * How much later than planned any single request may have been sent, in ms: nothing was asked meanwhile, so that an outage as
   * long as that may have passed unseen.
   */
  readonly lateMaxMs: number;
  /** How far the timeline's order of facts may run against its clock, in ms. */
  readonly clockMs: number;
}

/**
 * Requests that are two periods late leave a hole as wide as the shortest outage that is promised to be found. Half a second without
 * a request is an outage that people would notice, and thirty times what a generator with real-time priority was late at most in whole
 * runs on two cores with a load of 28. Claims about outages ask for less of their own accord. 50 ms of clock doubt
 * are far more than two processes of one machine disagree about.
 */
export const DEFAULT_BOUNDS: SoundnessBounds = { lateP99Periods: 2, lateMaxMs: 500, clockMs: 50 };

/**
 * Why the instrument cannot be trusted in a window, a sentence each; empty when it can. One reason makes a scenario
 * invalid, which is neither passed nor failed.
 */
export function blindness(
  facts: readonly Fact[],
  window: Interval,
  bounds: SoundnessBounds = DEFAULT_BOUNDS,
): string[] {
  const reasons = [
    ...gaps(facts, window),
    ...traffic(facts, window, bounds),
    ...control(facts, window, bounds),
    ...clock(facts, window, bounds),
    ...generatorClock(facts, window, bounds),
  ];
  // A fact that is told twice is no second reason.
  return [...new Set(reasons)];
}

function gaps(facts: readonly Fact[], window: Interval): string[] {
  const end = window.to ?? Number.POSITIVE_INFINITY;
  return (
    gapsIn(facts)
      // Events prove nothing, so missing some makes nobody blind.
      .filter(({ kind }) => kind !== 'Event')
      .filter(({ from, to }) => from <= end && to >= window.from)
      .map(({ kind, from, to, reason }) => {
        return `the watch of ${kind} objects was blind for ${formatDuration(to - from)}: ${reason}`;
      })
  );
}

function traffic(facts: readonly Fact[], window: Interval, bounds: SoundnessBounds): string[] {
  const end = window.to ?? Number.POSITIVE_INFINITY;
  const reasons: string[] = [];
  let running: FactOf<'traffic-started'> | undefined;
  for (const fact of trafficIn(facts).filter(({ at }) => at <= end)) {
    if (fact.type === 'traffic-started') {
      running = fact;
      continue;
    }
    if (fact.at >= window.from) reasons.push(...leftOut(fact), ...lateness(facts, window, running, bounds));
    if (fact.at >= window.from && running !== undefined) reasons.push(...silence(facts, running, fact.at));
    running = undefined;
  }
  // Traffic that goes on is silent only once every request could have ended.
  if (running !== undefined && window.to !== undefined && window.to - running.at > 2 * running.timeoutMs) {
    reasons.push(...silence(facts, running, end));
  }
  return reasons;
}

function leftOut({ dropped }: FactOf<'traffic-stopped'>): string[] {
  return dropped > 0 ? [`the meter left out ${dropped} due request${dropped === 1 ? '' : 's'}`] : [];
}

/** Of requests that count: a generator that has just begun, with a machine that has just begun it, is not what measured. */
function lateness(
  facts: readonly Fact[],
  window: Interval,
  started: FactOf<'traffic-started'> | undefined,
  { lateP99Periods, lateMaxMs: allowedMaxMs }: SoundnessBounds,
): string[] {
  const late = [...counted(facts, window).values()].flat().map(({ lateMs }) => lateMs);
  const { lateP99Ms, lateMaxMs } = latenessOf(late);
  const allowedMs = lateP99Periods * slowestPeriodMs(started);
  const tooLate = (what: string, ms: number, allowed: number) =>
    ms <= allowed
      ? []
      : [`the meter sent requests late: ${what} ${Math.round(ms)} ms, at most ${Math.round(allowed)} ms allowed`];
  const often = tooLate('99th percentile', lateP99Ms, allowedMs);
  // One reason is enough, and the slowest request says less than most of them do.
  return often.length > 0 ? often : tooLate('one of them', lateMaxMs, Math.max(allowedMaxMs, allowedMs));
}

/** The requests of a window since traffic was known to flow, by stream. */
function counted(facts: readonly Fact[], { from, to }: Interval) {
  return samplesByStream(facts, { from: Math.max(from, flowingSince(facts) ?? from), to });
}

function slowestPeriodMs(started: FactOf<'traffic-started'> | undefined): number {
  const rates = (started?.streams ?? [])
    .filter(({ stream, ratePerSecond }) => stream !== 'control' && ratePerSecond > 0)
    .map(({ ratePerSecond }) => ratePerSecond);
  return rates.length === 0 ? Number.POSITIVE_INFINITY : 1000 / Math.min(...rates);
}

function silence(facts: readonly Fact[], { at, streams }: FactOf<'traffic-started'>, end: Instant): string[] {
  const sent = new Set<string>();
  for (const fact of facts) {
    if (fact.type === 'probe-sample' && fact.startedAt >= at && fact.startedAt <= end) sent.add(fact.stream);
  }
  return streams
    .filter(({ stream, ratePerSecond }) => ratePerSecond > 0 && !sent.has(stream))
    .map(({ stream, ratePerSecond }) => `no ${stream} request was sent, ${ratePerSecond} per second were promised`);
}

/** The control target is untouched, so what fails or takes long there has its cause in the machine, not in the scenario. */
function control(facts: readonly Fact[], window: Interval, { lateP99Periods }: SoundnessBounds): string[] {
  const samples = counted(facts, window).get('control') ?? [];
  const failed = samples.filter(({ outcome }) => outcome !== 'ok').length;
  if (failed > 0) return [`${failed} of ${samples.length} requests to the untouched control target failed`];
  const { p99 = 0 } = latencyOf(samples);
  const allowedMs = lateP99Periods * slowestPeriodMs(lastTraffic(facts));
  if (samples.length === 0 || p99 <= allowedMs) return [];
  const took = `99th percentile ${Math.round(p99)} ms, at most ${Math.round(allowedMs)} ms allowed`;
  return [`the untouched control target answered slowly, so this machine stutters: ${took}`];
}

/**
 * Facts that the harness stamps itself come in the order of its clock. Against it means that the clock jumped. Samples
 * and actions of other processes are told later than they happened, so they are left out.
 */
function clock(facts: readonly Fact[], window: Interval, { clockMs }: SoundnessBounds): string[] {
  const end = window.to ?? Number.POSITIVE_INFINITY;
  const seen = facts.filter((fact) => fact.type === 'object-seen').sort((a, b) => a.seq - b.seq);
  let latest = Number.NEGATIVE_INFINITY;
  let back = 0;
  for (const { at } of seen) {
    if (at >= window.from && at <= end) back = Math.max(back, latest - at);
    latest = Math.max(latest, at);
  }
  return back > clockMs ? [`the clock of the timeline went back by ${formatDuration(back)}`] : [];
}

/** k6 tells wall-clock time. What it sent before it was due shows that the clock was set back, and samples no longer fit the other facts. */
function generatorClock(facts: readonly Fact[], window: Interval, { clockMs }: SoundnessBounds): string[] {
  const all = [...counted(facts, window).values()].flat();
  const early = all.reduce((most, { lateMs }) => Math.max(most, -lateMs), 0);
  return early > clockMs ? [`the clock of the meter went back by ${formatDuration(Math.round(early))}`] : [];
}
