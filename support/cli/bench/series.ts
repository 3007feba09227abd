import { join, resolve } from 'node:path';
import process from 'node:process';
import { Command, InvalidArgumentError } from 'commander';
import { minorVersion } from '../../../clusters/node-image/versions.ts';
import { benchSeries } from '../../bench/series/bench-series.ts';
import { formatSeries } from '../../bench/series/format-series.ts';
import { relevantEnvironment, type SeriesOrigin } from '../../bench/series/origin.ts';
import type { SeriesResult } from '../../bench/series/series-result.ts';
import { workTree } from '../../bench/series/work-tree.ts';
import { interruption } from '../../run/interruption.ts';
import { runOptions } from '../../run/run-options.ts';
import { tell } from '../../run/tell.ts';
import { kindlingVersion } from '../../run/version.ts';
import { EXIT } from '../main.ts';
import { wholeNumber } from '../whole-number.ts';
import { printResult } from './print-result.ts';

interface Options {
  readonly runs: number;
  readonly kubernetes?: readonly string[];
  readonly into?: string;
  readonly json?: true;
}

/** `bench series [scenarios…] [--runs 20 -k 1.37 --into reports/series-x --json]` */
export function seriesCommand(): Command {
  return new Command('series')
    .description('that verdicts do not change from run to run, and how far every measured number is spread')
    .argument('[scenarios...]', 'paths and, after "--", options of "npm run scenarios" (default: all)')
    .option('--runs <count>', 'how many in a row', wholeNumber(1, 999), 20)
    .option('-k, --kubernetes <minors>', 'a series for each, such as 1.36,1.37 (default: the newest)', minors)
    .option('--into <folder>', 'of the series; one that was interrupted goes on (default: reports/series-TIME)')
    .option('--json', 'print one object on standard output')
    .action(async (scenarios: string[], { runs, kubernetes, into, json }: Options) => {
      const signal = interruption(tell);
      const folder = into ?? join('reports', `series-${new Date().toISOString().slice(0, 19).replaceAll(':', '-')}`);
      const versions = kubernetes ?? [versionOf(scenarios)];
      const originOf = async (version: string | undefined): Promise<SeriesOrigin> => ({
        ...{ version: 1, kubernetes: version, arguments: scenarios, environment: relevantEnvironment(process.env) },
        ...{ kindling: kindlingVersion(), ...(await workTree(resolve(folder), signal)), node: process.version },
      });
      const results: SeriesResult[] = [];
      signal.addEventListener('abort', () => tell(`The same command with --into ${folder} goes on from here`));
      for (const [index, version] of versions.entries()) {
        const own = resolve(folder, versions.length > 1 ? (version ?? '') : '');
        const runsLater = (versions.length - index - 1) * runs;
        results.push(
          await benchSeries({ folder: own, runs, runsLater, origin: () => originOf(version) }, tell, signal),
        );
      }
      printResult(json, { series: results }, () => results.map((result) => `\n${formatSeries(result)}`).join(''));
      if (results.some(({ verdicts }) => verdicts.doubts.length > 0)) process.exitCode = EXIT.failed;
    });
}

/** The minor without one being asked for; undefined where an image says it. */
function versionOf(scenarios: readonly string[]): string | undefined {
  const { kubernetes, image } = runOptions();
  const named = scenarios.some((word) => /^(--image|--kubernetes|-k)(=|$)/.test(word));
  return image !== undefined || named ? undefined : minorVersion(kubernetes).minor;
}

function minors(text: string, before: readonly string[] = []): string[] {
  try {
    return [...new Set([...before, ...text.split(',').map((name) => minorVersion(name).minor)])];
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}
