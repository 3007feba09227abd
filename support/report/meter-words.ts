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

/**
 * The meters of a run's scenarios, each with the worst lateness of any of them. A calibration stands beside the meter that it is of:
 * with k6 on PATH the probe runner measures UDP all the same.
 */
export function metersWords(scenarios: readonly ScenarioReport[], calibration: Calibration | undefined): string[] {
  const meters = scenarios.flatMap(({ meter }) => (meter === undefined ? [] : [meter]));
  const used = Map.groupBy(meters, ({ name, version, priority }) => `${name} ${version} ${priority}`);
  return [...used.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const lateP99Ms = [first, ...others].reduce<number | undefined>(
      (worst, { lateP99Ms: late }) => (late === undefined ? worst : Math.max(late, worst ?? late)),
      undefined,
    );
    const own = calibration?.meter.name === first.name && calibration.meter.version === first.version;
    return [`${meterWords({ ...first, lateP99Ms })}${own ? ` (${calibrationWords(calibration)})` : ''}`];
  });
}
