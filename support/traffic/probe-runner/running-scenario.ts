import { clock } from './clock.ts';
import { exitCodes, RunnerError } from './runner-error.ts';
import type { ScenarioPlan } from './scenario-plan.ts';
import { ScriptCall } from './script-call.ts';
import type { TestRun } from './test-run.ts';
import type { VirtualUser } from './virtual-user.ts';

/** A scenario whose iterations have begun. */
export class RunningScenario {
  readonly plan: ScenarioPlan;
  readonly run: TestRun;
  readonly startTime = clock();
  #iterations = 0;

  constructor(plan: ScenarioPlan, run: TestRun) {
    this.plan = plan;
    this.run = run;
  }

  /** Part of the scenario's duration that has passed, from 0 to 1. */
  get progress(): number {
    return Math.min(1, (clock() - this.startTime) / this.plan.schedule.durationMs);
  }

  /** Notes iterations that were due and did not begin: no virtual user was idle, or their time was up. */
  drop(count: number, due: number): void {
    this.run.pushBuiltIn('dropped_iterations', count, this.run.systemTags({ scenario: this.plan.name }), {}, due);
  }

  /** Runs one iteration. Like k6, logs what it throws and counts it as complete. Never rejects. */
  async iterate(user: VirtualUser): Promise<void> {
    const { run } = this;
    user.scenario = this;
    user.iterationInTest = this.#iterations++;
    user.iterations += 1;
    run.counts.active += 1;
    const start = clock();
    user.call = new ScriptCall(user);
    try {
      await user.call.run(user.exports[this.plan.exec] as () => unknown);
    } catch (error) {
      if (!user.over) user.report(error);
    }
    run.counts.active -= 1;
    if (user.over) return;
    run.counts.completed += 1;
    const tags = user.sampleTags({});
    run.pushBuiltIn('iteration_duration', clock() - start, tags, user.sampleMetadata());
    run.pushBuiltIn('iterations', 1, tags, user.sampleMetadata());
  }
}

/** Refuses a scenario whose `exec` the script does not export. */
export function checkExec({ name, exec }: ScenarioPlan, exports: Readonly<Record<string, unknown>>): void {
  if (typeof exports[exec] === 'function') return;
  throw new RunnerError(exitCodes.invalidConfig, `scenario ${name}: the script exports no function ${exec}`);
}
