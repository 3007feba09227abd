// The probe runner: runs a subset of k6's script API with a subset of its command line. It is not k6.
import process from 'node:process';
import { runTest } from './run-test.ts';
import { RunnerError } from './runner-error.ts';

const interrupt = new AbortController();

function stop(): void {
  // As with k6, the second signal does not wait for anything.
  if (interrupt.signal.aborted) process.exit(105);
  interrupt.abort();
}

process.on('SIGINT', stop).on('SIGTERM', stop);
if (process.env['PROBE_RUNNER_ENDS_WITH_STDIN'] === 'yes') {
  // The kernel closes our stdin when the parent dies, by kill -9 too: load must not outlive it.
  const orphaned = () => {
    interrupt.abort();
    setTimeout(() => process.exit(105), 1500).unref();
  };
  process.stdin.on('end', orphaned).on('error', orphaned).resume();
}

try {
  process.exit(await runTest(process.argv.slice(2), process.env, interrupt.signal));
} catch (error) {
  console.error((error as Error).message);
  process.exit(error instanceof RunnerError ? error.exitCode : 255);
}
