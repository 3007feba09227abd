import process from 'node:process';
import { exitCodes, RunnerError } from './runner-error.ts';
import { ScriptCall } from './script-call.ts';
import type { TestRun } from './test-run.ts';

/**
 * Has a promise that rejects and that nobody handles fail the iteration that made it, as in k6: Node would end the process, and lose
 * its samples. One that no script made is an error of the probe runner itself and stops the run. Disposing ends the watch.
 */
export function watchRejections(run: TestRun): Disposable {
  const tell = (reason: unknown) => {
    const call = ScriptCall.current;
    if (call !== undefined) call.fail(reason instanceof RunnerError ? reason : uncaught(reason));
    else run.stop(new RunnerError(exitCodes.other, `the probe runner failed: ${textOf(reason)}`, { cause: reason }));
  };
  process.on('unhandledRejection', tell);
  return { [Symbol.dispose]: () => void process.off('unhandledRejection', tell) };
}

/** In k6's words. */
function uncaught(cause: unknown): Error {
  const message = `Uncaught (in promise) ${textOf(cause)}`;
  return Object.assign(new Error(message, { cause }), { stack: message });
}

function textOf(reason: unknown): string {
  return String((reason as Error | undefined)?.stack ?? reason);
}
