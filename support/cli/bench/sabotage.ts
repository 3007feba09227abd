import { Command, Option } from 'commander';
import { formatOrdeals, rowsOf, unnoticed } from '../../bench/sabotage.ts';
import { benchSabotage, SABOTAGES } from '../../bench/sabotage-bench.ts';
import { interruption } from '../../run/interruption.ts';
import { tell } from '../../run/tell.ts';
import { EXIT } from '../main.ts';
import { printResult } from './print-result.ts';

interface Options {
  readonly only?: (typeof SABOTAGES)[number][];
  readonly json?: true;
}

/** `bench sabotage [scenarios…] [--only wrong-pod --json]` */
export function sabotageCommand(): Command {
  return new Command('sabotage')
    .description(
      'that no scenario passes for want of looking: each action skipped, and done to the wrong pod or node, one at a time',
    )
    .argument('[scenarios...]', 'paths and, after "--", options of "npm run scenarios" (default: all)')
    .addOption(new Option('--only <sabotages...>', 'only these').choices(SABOTAGES))
    .option('--json', 'print one object on standard output')
    .action(async (scenarios: string[], { only, json }: Options) => {
      const options = { only: only ?? SABOTAGES, scenarios };
      const { ordeals, unproved } = await benchSabotage(options, tell, interruption(tell));
      const result = { sabotages: [...ordeals.keys()], scenarios: rowsOf(ordeals), unproved };
      printResult(json, result, () => `\n${formatOrdeals(ordeals)}`);
      if (unnoticed(ordeals).length + unproved.length > 0) process.exitCode = EXIT.failed;
    });
}
