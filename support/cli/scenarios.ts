import { join } from 'node:path';
import {
  type IRunConfiguration,
  type IRunOptions,
  loadConfiguration,
  loadSources,
  runCucumber,
} from '@cucumber/cucumber/api';
import { Option } from 'commander';
import { knownMinors, minorVersion } from '../../clusters/node-image/versions.ts';
import type { RunReport } from '../report/model.ts';
import { reportFolder } from '../report/report-folder.ts';
import { concurrency } from '../run/concurrency.ts';
import { outcome, printOutcome, printTableLater } from '../run/current-run.ts';
import { rehearse } from '../run/rehearsal.ts';
import { runOptions } from '../run/run-options.ts';
import { withTrafficLeftOut } from '../run/selection.ts';
import { EXIT, program, runMain } from './main.ts';
import { wholeNumber } from './whole-number.ts';

interface Options {
  readonly tags?: string;
  readonly name?: string[];
  readonly kubernetes?: string;
  readonly image?: string;
  readonly keep?: true;
  readonly cluster?: string;
  readonly parallel?: number;
  readonly trafficAlone?: true;
  readonly withoutTraffic?: true;
}

const command = program('scenarios', 'Runs scenarios on a real cluster that is made for them and removed afterwards.')
  .argument('[paths...]', 'feature files or folders, with :LINE for single scenarios (default: all in features/)')
  .option(
    '-t, --tags <expression>',
    'only scenarios with these tags, such as "@core" or "not @nodes and not @own-cluster"',
  )
  .option('-n, --name <regexp...>', 'only scenarios whose name matches')
  .option('-k, --kubernetes <minor>', `one of ${knownMinors().join(', ')} (default: the newest)`)
  .addOption(
    new Option('--image <reference>', 'a node image of kind, present or pulled, as it is').conflicts('kubernetes'),
  )
  .option('--keep', 'use the cluster "kindling" that "npm run cluster -- up" put up, or put it up; it stays afterwards')
  .option('--cluster <name>', 'the same with a cluster of another name')
  .option('-p, --parallel <number>', 'scenarios at a time, at most (default: 4)', wholeNumber(1, 99))
  .option('--traffic-alone', 'nothing else is under way while a scenario with traffic is, for machines that stutter')
  .option('--without-traffic', 'leave out the scenarios with traffic')
  .addHelpText(
    'after',
    `
Exit codes: 0 all passed, 1 a claim is false, 3 the instrument was blind, 4 cluster, tool or scenario broken,
2 wrong usage, 130 Ctrl-C.
Reports: reports/latest/ (index.html, junit.xml, summary.md, summary.json, cucumber.html, timeline.ndjson).
Environment:
  KINDLING_KUBERNETES=1.37        as --kubernetes
  KINDLING_IMAGE=REFERENCE        as --image
  KINDLING_KEEP=NAME              as --cluster
  KINDLING_PARALLEL=4             as --parallel
  KINDLING_TRAFFIC_ALONE=1        as --traffic-alone
  KINDLING_WITHOUT_TRAFFIC=1      as --without-traffic
  KINDLING_REPORT=FOLDER          where reports go, instead of reports/<time>
  KINDLING_AUDIT=FOLDER           a folder that is there, for the audit logs of clusters that are made for the run
  KINDLING_ENGINE=docker          this container engine and no other; or embedded
  DOCKER_HOST=ADDRESS             where the Docker API is
  KINDLING_NODE_IMAGE=build       a node image that is built here, none that is published
  KINDLING_CACHE=FOLDER           what is downloaded, built and recorded, instead of ~/.cache/kindling
  KINDLING_METER=k6               this meter and no other; or k6-image, probe-runner
  K6_BIN=FILE                     this k6
  KINDLING_METER_PRIORITY=normal  at most this priority for the meter's processes; or raised, real-time
  KINDLING_SABOTAGE=skip-actions  no action is done, and scenarios must fail; the README has its other words
  DEBUG=1                         errors with their stack`,
  )
  .action(async (paths: string[], options: Options) => {
    if (options.kubernetes !== undefined) process.env['KINDLING_KUBERNETES'] = options.kubernetes;
    if (options.image !== undefined) process.env['KINDLING_IMAGE'] = options.image;
    const keep = options.cluster ?? (options.keep ? 'kindling' : undefined);
    if (keep !== undefined) process.env['KINDLING_KEEP'] = keep;
    if (options.parallel !== undefined) process.env['KINDLING_PARALLEL'] = String(options.parallel);
    if (options.trafficAlone) process.env['KINDLING_TRAFFIC_ALONE'] = 'yes';
    if (options.withoutTraffic) process.env['KINDLING_WITHOUT_TRAFFIC'] = 'yes';
    demandWords();
    process.exitCode = await runScenarios(paths, options);
  });

async function runScenarios(paths: string[], { tags, name }: Options): Promise<number> {
  const folder = reportFolder();
  const { runConfiguration } = await loadConfiguration({
    provided: {
      paths,
      format: ['summary', ['html', join(folder, 'cucumber.html')], ['message', join(folder, 'messages.ndjson')]],
      ...(tags === undefined ? {} : { tags }),
      ...(name === undefined ? {} : { name }),
    },
    profiles: ['scenarios'],
  });
  const rehearsed = await demandScenarios(runConfiguration);
  printTableLater();
  const { success } = await runCucumber(rehearsed);
  const { report, signal } = outcome();
  if (report !== undefined) printOutcome(report, folder);
  const leftOut = withTrafficLeftOut();
  if (leftOut > 0) process.stdout.write(`Left out, so proved nothing of: ${leftOut} scenarios with traffic\n`);
  if (signal?.aborted) throw signal.reason;
  return exitCode(report, success);
}

/**
 * A slip in a path, a line, a tag or a step should be heard before a cluster starts. Features that cannot be read are Cucumber's to
 * tell of.
 * @returns the same, with its steps loaded where they were.
 */
async function demandScenarios(configuration: IRunConfiguration): Promise<IRunOptions> {
  const { plan, errors } = await loadSources(configuration.sources);
  if (errors.length > 0) return configuration;
  if (plan.length === 0) refuseUsage('no scenario is selected by these paths, lines, --tags and --name');
  const { support, undefinedSteps } = await rehearse(configuration);
  if (undefinedSteps.size > 0) refuseUsage(nobodyDefined(undefinedSteps));
  return { ...configuration, support };
}

function nobodyDefined(steps: ReadonlyMap<string, string>): string {
  const each = [...steps].map(([text, place]) => `  ${text}  (in the scenario at ${place})`);
  const what = each.length === 1 ? 'this is no step' : 'these are no steps';
  return `${what}; "npm run steps" lists those that are:\n${each.join('\n')}`;
}

/** Whether they came by options or by the environment: a wrong word should be heard before minutes of work. */
function demandWords(): void {
  try {
    const { kubernetes, image } = runOptions();
    if (image === undefined) minorVersion(kubernetes);
    concurrency();
  } catch (error) {
    refuseUsage((error as Error).message);
  }
}

function refuseUsage(message: string): never {
  return command.error(`error: ${message}`, { exitCode: EXIT.usage });
}

/** The worst verdict decides: a broken run says nothing of its claims, and a blind one little. */
function exitCode(report: RunReport | undefined, success: boolean): number {
  const { totals } = report ?? { totals: undefined };
  if (totals === undefined || totals.broken > 0) return EXIT.broken;
  if (totals.invalid > 0) return EXIT.invalid;
  if (totals.failed > 0) return EXIT.failed;
  if (totals.passed === 0) throw new Error('No scenario ran, so nothing was proved');
  return success ? EXIT.passed : EXIT.broken;
}

await runMain(command);
