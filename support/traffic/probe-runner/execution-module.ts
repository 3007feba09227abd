import { exitCodes, RunnerError } from './runner-error.ts';
import type { RunningScenario } from './running-scenario.ts';
import type { ModuleExports } from './script-modules.ts';
import type { VirtualUser } from './virtual-user.ts';

/** `k6/execution` (https://grafana.com/docs/k6/latest/javascript-api/k6-execution/). */
export function executionModule(user: VirtualUser): ModuleExports {
  const { run } = user;
  const scenario = (): RunningScenario => {
    if (user.scenario !== undefined) return user.scenario;
    throw new RunnerError(exitCodes.scriptException, 'exec.scenario and exec.vu do not exist while the script loads');
  };
  return {
    scenario: {
      get name() {
        return scenario().plan.name;
      },
      get executor() {
        return scenario().plan.schedule.executor;
      },
      /** Unlike k6's, with fractions of a ms. */
      get startTime() {
        return scenario().startTime;
      },
      get progress() {
        return scenario().progress;
      },
      get iterationInInstance() {
        return scenario() && user.iterationInTest;
      },
      get iterationInTest() {
        return scenario() && user.iterationInTest;
      },
    },
    vu: {
      idInInstance: user.id,
      idInTest: user.id,
      get iterationInInstance() {
        return scenario() && user.iterations - 1;
      },
      get iterationInScenario() {
        return scenario() && user.iterations - 1;
      },
      tags: user.tags,
      metrics: { tags: user.tags, metadata: user.metadata },
    },
    instance: {
      get iterationsCompleted() {
        return run.counts.completed;
      },
      get iterationsInterrupted() {
        return run.counts.interrupted;
      },
      get vusActive() {
        return run.counts.active;
      },
      get vusInitialized() {
        return run.counts.users;
      },
      get currentTestRunDuration() {
        return run.durationMs;
      },
    },
    test: {
      get options() {
        return run.givenOptions;
      },
      abort: (message?: string) => {
        run.end(
          new RunnerError(exitCodes.aborted, `test aborted: ${message ?? 'the script called exec.test.abort()'}`),
        );
      },
      fail: (message?: string) => {
        run.markedFailed = true;
        run.log.write('error', `test marked as failed: ${message ?? 'the script called exec.test.fail()'}`);
      },
    },
  };
}
