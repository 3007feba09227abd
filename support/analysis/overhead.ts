import type { Fact, FactOf } from '../timeline/facts.ts';

/** What a scenario takes besides what it claims, in ms. */
export interface ScenarioTimes {
  /** From its beginning to the end of its first step, the setup. */
  readonly setupMs: number;
  /** How long its first action waited until the cluster was at rest; 0 without an action. */
  readonly restMs: number;
  /** From the end of its last step to its verdict: traffic ends, the watches catch up, nodes are set back. Its namespace goes in the background. */
  readonly endMs: number;
}

/** Tells the overhead of a scenario from its own facts; undefined when it did not get to its end. */
export function overheadOf(facts: readonly Fact[]): ScenarioTimes | undefined {
  const started = facts.find((fact) => fact.type === 'scenario-started');
  const setUp = facts.find((fact) => fact.type === 'step-finished');
  const lastStep = facts.findLast((fact) => fact.type === 'step-finished');
  const finished = facts.find((fact) => fact.type === 'scenario-finished');
  if (started === undefined || setUp === undefined || lastStep === undefined || finished === undefined)
    return undefined;
  return { setupMs: setUp.at - started.at, restMs: restOf(facts), endMs: finished.at - lastStep.at };
}

function restOf(facts: readonly Fact[]): number {
  let step: FactOf<'step-started'> | undefined;
  for (const fact of facts) {
    if (fact.type === 'step-started') step = fact;
    if (fact.type === 'action-asked') return step === undefined ? 0 : fact.at - step.at;
  }
  return 0;
}
