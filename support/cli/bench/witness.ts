import { Command } from 'commander';
import { allHaveGaps, formatTestimonies, unknownDifferences } from '../../bench/witness.ts';
import { benchWitness } from '../../bench/witness-bench.ts';
import { interruption } from '../../run/interruption.ts';
import { tell } from '../../run/tell.ts';
import { EXIT } from '../main.ts';
import { durationOption } from './duration-option.ts';
import { printResult } from './print-result.ts';

interface Options {
  readonly kubernetes?: string;
  readonly restartApiServerAfter?: number;
  readonly json?: true;
}

/** `bench witness [scenarios…] [--restart-api-server-after 60s --json]` */
export function witnessCommand(): Command {
  return new Command('witness')
    .description(
      "that findings are true: every pod's life by the scenarios' timeline, against the API server's audit log",
    )
    .argument('[scenarios...]', 'paths and, after "--", options of "npm run scenarios" (default: all)')
    .option('-k, --kubernetes <minor>', 'of the cluster (default: the newest)')
    .option('--restart-api-server-after <duration>', 'so long after the scenarios have begun', durationOption)
    .option('--json', 'print one object on standard output')
    .action(async (scenarios: string[], { kubernetes, restartApiServerAfter, json }: Options) => {
      const options = { scenarios, kubernetes, restartAfterMs: restartApiServerAfter };
      const testimonies = await benchWitness(options, tell, interruption(tell));
      printResult(json, { testimonies }, () => `\n${formatTestimonies(testimonies)}`);
      if (allHaveGaps(testimonies)) process.exitCode = EXIT.invalid;
      if (unknownDifferences(testimonies).length > 0) process.exitCode = EXIT.failed;
    });
}
