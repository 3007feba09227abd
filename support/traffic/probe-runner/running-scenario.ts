import { clock } from './clock.ts';
import { exitCodes, RunnerError } from './runner-error.ts';
import type { ScenarioPlan } from './scenario-plan.ts';
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

  /** Notes an iteration that was due and found no idle virtual user. */
  drop(due: number): void {
    this.run.pushBuiltIn('dropped_iterations', 1, this.run.systemTags({ scenario: this.plan.name }), {}, due);
  }

  /** Runs one iteration. Like k6, logs what it throws and counts it as complete. Never rejects. */
  async iterate(user: VirtualUser): Promise<void> {
    const { run } = this;
    user.scenario = this;
    user.iterationInTest = this.#iterations++;
    user.iterations += 1;
    run.counts.active += 1;
    const start = clock();
    try {
      await (user.exports[this.plan.exec] as () => unknown)();
    } catch (error) {
      if (!user.over) this.#report(error);
    }
    while (user.inFlight.size > 0) await Promise.allSettled(user.inFlight);
    run.counts.active -= 1;
    if (user.over) return;
    run.counts.completed += 1;
    const tags = user.sampleTags({});
    run.pushBuiltIn('iteration_duration', clock() - start, tags, user.sampleMetadata());
    run.pushBuiltIn('iterations', 1, tags, user.sampleMetadata());
  }

  #report(error: unknown): void {
    if (error instanceof RunnerError) {
      this.run.stop(error);
      return;
    }
    const { name: scenario } = this.plan;
    this.run.log.write('error', String((error as Error)?.stack ?? error), { source: 'stacktrace', scenario });
  }
}

/** Refuses a scenario whose `exec` the script does not export. */
export function checkExec({ name, exec }: ScenarioPlan, exports: Readonly<Record<string, unknown>>): void {
  if (typeof exports[exec] === 'function') return;
  throw new RunnerError(exitCodes.invalidConfig, `scenario ${name}: the script exports no function ${exec}`);
}
