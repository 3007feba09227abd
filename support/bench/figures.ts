import type { TrafficSummary } from '../traffic/meter.ts';
import type { Judgement, Measured } from './judge-meter.ts';

/** How far off the length of an outage may be, by the goal, in ms. */
export const GOAL_MS = 15;

/** The error bar of a meter, in numbers. Errors are those of lengths, in ms. */
export interface Figures {
  readonly outages: number;
  readonly found: number;
  /** Not found though longer than two sampling periods. */
  readonly missed: number;
  readonly falseAlarms: number;
  /** Of the lengths that were measured, those within `GOAL_MS`; 0 to 1, undefined without any. */
  readonly withinGoal: number | undefined;
  /** The same for one and a half sampling periods of the doors that were shut: of one door of three, thrice as long. */
  readonly withinPeriods: number | undefined;
  readonly errorP50Ms: number | undefined;
  /** The absolute error that 95 % do not exceed. */
  readonly errorP95Ms: number | undefined;
  readonly errorMaxMs: number | undefined;
  readonly startErrorP95Ms: number | undefined;
}

/** Sums up judgements. Of outages that are as long as or shorter than two periods the length counts, if they were found. */
export function figuresOf(judgements: readonly Judgement[]): Figures {
  const measured = judgements.flatMap((judgement) => judgement.measured);
  const errors = absolute(measured, ({ errorMs }) => errorMs);
  const starts = absolute(measured, ({ startErrorMs }) => startErrorMs);
  return {
    outages: measured.length,
    found: errors.length,
    missed: measured.filter(({ measuredMs, mustBeFound }) => mustBeFound && measuredMs === undefined).length,
    falseAlarms: judgements.reduce((sum, { falseAlarms }) => sum + falseAlarms.length, 0),
    withinGoal: share(errors, (error) => error <= GOAL_MS),
    withinPeriods: share(
      measured.filter(({ errorMs }) => errorMs !== undefined),
      ({ errorMs = 0, periodMs }) => Math.abs(errorMs) <= 1.5 * periodMs,
    ),
    errorP50Ms: percentile(errors, 0.5),
    errorP95Ms: percentile(errors, 0.95),
    errorMaxMs: errors.at(-1),
    startErrorP95Ms: percentile(starts, 0.95),
  };
}

/** Judgements of the outages of all endpoints alone, or of one endpoint alone, whose door is knocked at more seldom. */
export function ofEndpoints(judgements: readonly Judgement[], which: 'all' | 'one'): Judgement[] {
  return judgements.map(({ measured, falseAlarms }) => ({
    measured: measured.filter(({ truth }) => (truth.endpoint === undefined) === (which === 'all')),
    falseAlarms,
  }));
}

/** What a meter cost and how well it kept its own schedule. */
export interface Cost extends Pick<TrafficSummary, 'requests' | 'dropped' | 'lateP99Ms' | 'lateMaxMs'> {
  /** Processor time of the generator, in ms; undefined where the system does not tell. */
  readonly cpuMsPerRequest: number | undefined;
}

function absolute(measured: readonly Measured[], read: (each: Measured) => number | undefined): number[] {
  return measured
    .map(read)
    .filter((value) => value !== undefined)
    .map(Math.abs)
    .sort((a, b) => a - b);
}

function share<T>(all: readonly T[], holds: (each: T) => boolean): number | undefined {
  return all.length === 0 ? undefined : all.filter(holds).length / all.length;
}

function percentile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
