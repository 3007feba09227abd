import { Option } from 'commander';
import { interruption } from '../run/interruption.ts';
import { tell } from '../run/tell.ts';
import { runChecks } from '../testing/checks.ts';
import { type Counts, sumOf } from '../testing/counts.ts';
import { clusterTests, runNodeTests, unitTests } from '../testing/node-tests.ts';
import { runScenarioTests } from '../testing/scenario-tests.ts';
import { withTestCluster } from '../testing/test-cluster.ts';
import { EXIT, program, runMain } from './main.ts';

interface Options {
  readonly only?: string[];
  readonly long?: true;
}

type Part = (signal: AbortSignal, options: Options) => Promise<Counts>;

const PARTS: Readonly<Record<string, Part>> = {
  checks: () => runChecks({ fix: false }),
  unit: (signal) => runNodeTests(unitTests(), 2, signal),
  cluster: (signal, { long = false }) => withTestCluster(signal, () => runNodeTests(clusterTests(long), 1, signal)),
  scenarios: runScenarioTests,
};

await runMain(
  program('test', 'Runs all tests: checks, unit tests, tests on real clusters, and the scenarios.')
    .addOption(new Option('--only <part...>', 'only these parts').choices(Object.keys(PARTS)))
    .option('--long', 'with the cluster tests that take long')
    .action(async (options: Options) => {
      const { only = Object.keys(PARTS) } = options;
      const signal = interruption(tell);
      const counts: Counts[] = [];
      for (const [name, part] of Object.entries(PARTS)) {
        if (!only.includes(name)) continue;
        tell(`Tests: ${name}`);
        try {
          counts.push(await part(signal, options));
        } catch (error) {
          signal.throwIfAborted();
          // A part that could not run is a failure, and the others are worth knowing all the same.
          console.error(error);
          counts.push({ passed: 0, failed: 1, skipped: 0 });
        }
      }
      const { passed, failed, skipped } = sumOf(counts);
      process.stdout.write(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
      process.exitCode = failed > 0 ? EXIT.failed : EXIT.passed;
    }),
);
