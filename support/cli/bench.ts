import { InvalidArgumentError, Option } from 'commander';
import { seeded } from '../analysis/testing/shuffle.ts';
import { benchCluster } from '../bench/cluster-bench.ts';
import { formatClusterResult } from '../bench/cluster-table.ts';
import { benchMeter, type MeterResult, unfitness } from '../bench/meter-bench.ts';
import { formatMeterResult } from '../bench/meter-table.ts';
import { formatOrdeals, rowsOf, unnoticed } from '../bench/sabotage.ts';
import { benchSabotage, SABOTAGES } from '../bench/sabotage-bench.ts';
import { scheduleOf } from '../bench/schedule.ts';
import { formatTestimonies, unknownDifferences } from '../bench/witness.ts';
import { benchWitness } from '../bench/witness-bench.ts';
import { parseDuration } from '../duration.ts';
import { interruption } from '../run/interruption.ts';
import { tell } from '../run/tell.ts';
import { calibrationOf, saveCalibration } from '../traffic/calibration.ts';
import { everyMeter } from '../traffic/find-meter.ts';
import { EXIT, program, runMain } from './main.ts';

const command = program('bench', 'Measures Kindling itself.');

interface MeterBenchOptions {
  readonly quick?: true;
  readonly json?: true;
  readonly rate: number;
  readonly rounds: number;
  readonly quiet: number;
  readonly seed: number;
}

interface SabotageBenchOptions {
  readonly only?: (typeof SABOTAGES)[number];
  readonly json?: true;
}

interface WitnessBenchOptions {
  readonly kubernetes?: string;
  readonly restartApiServerAfter?: number;
  readonly json?: true;
}

const ENDPOINTS = 3;

command
  .command('meter')
  .description('how exactly outages are measured: every meter present against a target whose outages are known')
  .option('--quick', 'under a minute: one round, no long outages; does not count as a calibration')
  .option('--json', 'print one object on standard output')
  .option('-r, --rate <requests>', 'per second and stream', wholeNumber(1, 300), 100)
  .option('--rounds <count>', 'how often each kind and length of outage comes', wholeNumber(1, 50), 4)
  .option('--quiet <duration>', 'time without an outage, for false alarms', duration, 120_000)
  .option('--seed <number>', 'where outages fall within a sampling period', wholeNumber(0, 1e9), 1)
  .action(async ({ quick, json, rate, rounds, quiet, seed }: MeterBenchOptions) => {
    const signal = interruption(tell);
    const lengthsMs = quick ? [5, 20, 100, 500] : [5, 20, 100, 500, 2000];
    const schedule = scheduleOf({ lengthsMs, rounds: quick ? 1 : rounds, endpoints: ENDPOINTS, random: seeded(seed) });
    const options = { schedule, endpoints: ENDPOINTS, ratePerSecond: rate, quietMs: quick ? 0 : quiet };
    const results: MeterResult[] = [];
    for (const meter of await everyMeter(signal)) {
      const result = await benchMeter(meter, { ...options, streams: ['fresh', 'keepalive'] }, tell, signal);
      results.push(result);
      if (!json) process.stdout.write(`\n${formatMeterResult(result)}`);
    }
    if (json) process.stdout.write(`${JSON.stringify({ version: 1, seed, results }, undefined, 2)}\n`);
    const unfit = results.map((result) => ({ result, why: unfitness(result) })).filter(({ why }) => why !== undefined);
    for (const { result, why } of unfit) {
      tell(`${result.meter.name} ${result.meter.version}: no calibration, this machine was too busy: ${why}`);
    }
    if (unfit.length > 0) process.exitCode = EXIT.invalid;
    const fit = results.filter((result) => unfitness(result) === undefined);
    if (!quick && fit.length > 0) tell(`Calibration: ${saveCalibration(fit.map(calibrationOf))}`);
  });

interface ClusterCommandOptions {
  readonly json?: true;
  readonly rounds: number;
  readonly kubernetes?: string;
  readonly image?: string;
}

command
  .command('cluster')
  .description('how long a cluster of 1 + 2 nodes takes until all are Ready, in turn with the real kind CLI')
  .option('--json', 'print one object on standard output')
  .option('--rounds <count>', 'how often each of the two starts a cluster', wholeNumber(1, 50), 5)
  .option('-k, --kubernetes <minor>', 'minor version, such as 1.36 (default: the newest)')
  .option('--image <reference>', 'a node image of your own')
  .action(async ({ json, rounds, kubernetes, image }: ClusterCommandOptions) => {
    const result = await benchCluster({ rounds, kubernetes, image }, tell, interruption(tell));
    process.stdout.write(
      json ? `${JSON.stringify({ version: 1, ...result }, undefined, 2)}\n` : `\n${formatClusterResult(result)}`,
    );
  });

command
  .command('sabotage')
  .description(
    'that no scenario passes for want of looking: the catalogue with each action skipped, and with the wrong pod hit',
  )
  .argument('[scenarios...]', 'paths and, after "--", options of "npm run scenarios" (default: all)')
  .addOption(new Option('--only <sabotage>', 'only this one').choices(SABOTAGES))
  .option('--json', 'print one object on standard output')
  .action(async (scenarios: string[], { only, json }: SabotageBenchOptions) => {
    const ordeals = await benchSabotage(
      { only: only === undefined ? SABOTAGES : [only], scenarios },
      tell,
      interruption(tell),
    );
    const told = json
      ? `${JSON.stringify({ version: 1, sabotages: [...ordeals.keys()], scenarios: rowsOf(ordeals) }, undefined, 2)}\n`
      : `\n${formatOrdeals(ordeals)}`;
    process.stdout.write(told);
    if (unnoticed(ordeals).length > 0) process.exitCode = EXIT.failed;
  });

command
  .command('witness')
  .description(
    "that findings are true: of every pod what the scenarios' timeline says, against the audit log of the API server",
  )
  .argument(
    '[scenarios...]',
    'paths and, after "--", options of "npm run scenarios" (default: all that share a cluster)',
  )
  .option('-k, --kubernetes <minor>', 'of the cluster (default: the newest)')
  .option(
    '--restart-api-server-after <duration>',
    'restart the API server so long after the scenarios have begun',
    duration,
  )
  .option('--json', 'print one object on standard output')
  .action(async (scenarios: string[], { kubernetes, restartApiServerAfter, json }: WitnessBenchOptions) => {
    const options = { scenarios, kubernetes, restartAfterMs: restartApiServerAfter };
    const testimonies = await benchWitness(options, tell, interruption(tell));
    process.stdout.write(
      json ? `${JSON.stringify({ version: 1, testimonies }, undefined, 2)}\n` : `\n${formatTestimonies(testimonies)}`,
    );
    if (unknownDifferences(testimonies).length > 0) process.exitCode = EXIT.failed;
  });

function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`write a whole number from ${least} to ${most}`);
  };
}

function duration(text: string): number {
  try {
    return parseDuration(text);
  } catch (error) {
    throw new InvalidArgumentError((error as Error).message);
  }
}

await runMain(command);
