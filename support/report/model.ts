import { factsOfScenario, scenariosIn } from '../analysis/scenario.ts';
import type { Calibration, Fact, FactOf, Instant, Verdict } from '../timeline/facts.ts';
import { type ScenarioReport, scenarioReport } from './scenario-report.ts';

/** A whole run, for people. It follows from facts alone, so it can be made again from a timeline on disk. */
export interface RunReport {
  /** What was measured, undefined when the timeline does not say. */
  readonly run: FactOf<'run-started'> | undefined;
  /** How exact its meters were when last calibrated on that host, the run's own first. A meter that never was has none. */
  readonly calibrations: readonly Calibration[];
  readonly startedAt: Instant;
  readonly finishedAt: Instant;
  /** In the order of the catalogue. */
  readonly scenarios: readonly ScenarioReport[];
  readonly totals: Readonly<Record<Verdict, number>>;
}

/** Reports a run from its facts. A timeline without facts gives a report without scenarios at time 0. */
export function buildReport(facts: readonly Fact[]): RunReport {
  const scenarios = scenariosIn(facts).map((started) => {
    return scenarioReport(started, factsOfScenario(facts, started.scenario));
  });
  const totals = { passed: 0, failed: 0, invalid: 0, broken: 0 };
  for (const { verdict } of scenarios) totals[verdict]++;
  let [startedAt, finishedAt] = [facts[0]?.at ?? 0, facts[0]?.at ?? 0];
  for (const { at } of facts) {
    startedAt = Math.min(startedAt, at);
    finishedAt = Math.max(finishedAt, at);
  }
  const run = facts.find((fact) => fact.type === 'run-started');
  const calibrations = facts.filter((fact) => fact.type === 'meter-calibrated').map(({ calibration }) => calibration);
  return { run, calibrations, startedAt, finishedAt, scenarios, totals };
}
