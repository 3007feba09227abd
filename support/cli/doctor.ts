import { knownMinors, minorVersion } from '../../clusters/node-image/versions.ts';
import { canRun, diagnosisTable } from '../doctor/diagnosis.ts';
import { examine } from '../doctor/examine.ts';
import { interruption } from '../run/interruption.ts';
import { tell } from '../run/tell.ts';
import { EXIT, program, runMain } from './main.ts';

await runMain(
  program('doctor', 'Looks whether scenarios can run on this host, and says what mends what is wrong. Changes nothing.')
    .option('-k, --kubernetes <minor>', `one of ${knownMinors().join(', ')} (default: the newest)`)
    .option('--json', 'print the findings as JSON')
    .addHelpText(
      'after',
      `
Verdicts: ok; set for the run: will be mended when a cluster starts; warning: may become trouble; error: nothing can run.
Exit codes: 0 scenarios can run, 4 they cannot, 2 wrong usage.`,
    )
    .action(async ({ kubernetes, json }: { kubernetes?: string; json?: true }) => {
      const findings = await examine(minorVersion(kubernetes), interruption(tell));
      process.stdout.write(json ? `${JSON.stringify(findings, undefined, 2)}\n` : diagnosisTable(findings));
      process.exitCode = canRun(findings) ? EXIT.passed : EXIT.broken;
    }),
);
