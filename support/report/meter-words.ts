import type { Calibration } from '../timeline/facts.ts';
import { calibrationWords } from './fact-words.ts';
import type { MeterReport, ScenarioReport } from './scenario-report.ts';

/** What a scenario was measured with, and how late that ran: "probe-runner 0.1.0 at real-time priority, requests at most 1.4 ms late (p99)". */
export function meterWords({ name, version, priority, lateP99Ms }: MeterReport): string {
  // Where it is not told it is not guessed.
  const at = priority === undefined ? '' : ` at ${priority} priority`;
  const late = lateP99Ms === undefined ? '' : `, requests at most ${lateP99Ms.toFixed(1)}\u00A0ms late (p99)`;
  return `${name} ${version}${at}${late}`;
}

/** How exact a meter is: its own calibration in a sentence, or that there is none and how to get one. */
export function meterErrorWords(
  { name, version }: Pick<MeterReport, 'name' | 'version'>,
  calibrations: readonly Calibration[],
): string {
  const own = calibrations.find(({ meter }) => meter.name === name && meter.version === version);
  return own === undefined ? UNCALIBRATED : calibrationWords(own);
}

/** A calibration of another version says nothing of this one. */
const UNCALIBRATED = 'no calibration of this version on record: npm run bench -- meter';

/**
 * The meters of a run's scenarios, each with the worst lateness of any of them, and how exact it is by its own
 * calibration: with k6 on PATH the probe runner measures UDP all the same.
 */
export function metersWords(scenarios: readonly ScenarioReport[], calibrations: readonly Calibration[]): string[] {
  const meters = scenarios.flatMap(({ meter }) => (meter === undefined ? [] : [meter]));
  const used = Map.groupBy(meters, ({ name, version, priority }) => `${name} ${version} ${priority}`);
  return [...used.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const lateP99Ms = [first, ...others].reduce<number | undefined>(
      (worst, { lateP99Ms: late }) => (late === undefined ? worst : Math.max(late, worst ?? late)),
      undefined,
    );
    return [`${meterWords({ ...first, lateP99Ms })} (${meterErrorWords(first, calibrations)})`];
  });
}
