import { createRequire } from 'node:module';
import type { Pickle } from '@cucumber/messages';
import { concurrency, laneOf, onOwnCluster } from './run/concurrency.ts';
import { inLanes } from './run/lanes.ts';
import { Room } from './run/room.ts';
import { refuseRetry } from './run/selection.ts';

/** What is used of Cucumber's adapter for runs without workers. */
interface InProcessAdapter {
  readonly executor: {
    readonly options: { readonly retry: number; readonly dryRun: boolean };
    runTestCase(testCase: TestCase, failing: boolean): Promise<boolean>;
  };
  setup(): Promise<void>;
  runTestCases(testCases: readonly TestCase[]): Promise<boolean>;
}

interface TestCase {
  readonly pickle: Pickle;
}

const MODULE = '@cucumber/cucumber/lib/runtime/serial/adapter';

/**
 * Has Cucumber run scenarios at the same time within this process.
 *
 * Its own `--parallel` has workers, each with a copy of everything: they could share neither the watches and the timeline, nor the
 * cluster whose nodes only the process can change that started it, nor a signal, and `setParallelCanAssign` gives way when all are
 * idle. Its runner of one scenario has its state to itself, so several can run at a time; only the loop over them is replaced.
 * With `--retry` nothing is begun. Plugins are not told of it: they get no options but their own.
 * @param newRoom when each may begin, for one run; by default when the machine has processors to spare.
 * @throws when Cucumber's adapter is not what it was in 13.3.0.
 */
export function runScenariosSideBySide(newRoom: () => Pick<Room, 'do'> = () => new Room()): void {
  const { prototype } = (
    createRequire(import.meta.url)(MODULE) as { InProcessAdapter: { prototype: InProcessAdapter } }
  ).InProcessAdapter;
  for (const method of ['setup', 'runTestCases'] as const)
    if (typeof prototype[method] !== 'function') throw new Error(`${MODULE} has no ${method} any more`);
  prototype.setup = async function () {
    refuseRetry(this.executor.options.retry);
  };
  prototype.runTestCases = async function (testCases) {
    const wanted = concurrency();
    // A rehearsal, which runs no step, needs no room.
    const room = this.executor.options.dryRun ? { do: (work: () => Promise<void>) => work() } : newRoom();
    let failing = false;
    const run = async (testCase: TestCase) => {
      if (!(await this.executor.runTestCase(testCase, failing))) failing = true;
    };
    const own = new Set(onOwnCluster(testCases.map(({ pickle }) => pickle)));
    const laneOfCase = ({ pickle }: TestCase) => laneOf(pickle, own.has(pickle), wanted);
    await inLanes(testCases, wanted.lanes, laneOfCase, (testCase) => room.do(() => run(testCase)));
    return !failing;
  };
}
