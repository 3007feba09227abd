import timers from 'node:timers';
import { exitCodes, RunnerError } from './runner-error.ts';
import type { TestRun } from './test-run.ts';
import type { Threshold } from './threshold.ts';

/** k6 looks every 2 s. */
const periodMs = 2000;

/** Stops the run when a threshold with abortOnFail is crossed by what there is of samples; disposing ends the watch. */
export function watchThresholds(run: TestRun): Disposable {
  const timer = timers.setInterval(() => {
    const crossed = run.thresholds.find(
      (one) => one.abortOnFail && one.hasSample() && run.durationMs >= one.delayMs && !one.holds(run.durationMs),
    );
    if (crossed !== undefined) run.stop(crossedError([crossed]));
  }, periodMs);
  return { [Symbol.dispose]: () => timers.clearInterval(timer) };
}

/** The error for thresholds that were crossed. */
export function crossedError(thresholds: readonly Threshold[]): RunnerError {
  const names = thresholds.map(({ on, expression }) => `${on} ${expression}`);
  return new RunnerError(exitCodes.thresholdCrossed, `thresholds crossed: ${names.join('; ')}`);
}
