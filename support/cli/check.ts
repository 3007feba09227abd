import { runChecks } from '../testing/checks.ts';
import { EXIT, program, runMain } from './main.ts';

await runMain(
  program('check', 'Checks types, format, lint and dead code.')
    .option('--fix', 'mend format and lint where that can be done by a machine')
    .action(async ({ fix }: { fix?: true }) => {
      const { failed } = await runChecks({ fix: fix === true });
      process.exitCode = failed > 0 ? EXIT.failed : EXIT.passed;
    }),
);
