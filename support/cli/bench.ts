import { runningEngine } from '../../clusters/engine/engine.ts';
import { benchCluster } from '../bench/cluster-bench.ts';
import { formatClusterResult } from '../bench/cluster-table.ts';
import { benchMeter, type MeterResult, unfitness } from '../bench/meter-bench.ts';
import { formatMeterResult } from '../bench/meter-table.ts';
import { measureOverhead, type Overhead } from '../bench/overhead.ts';
import { exceedsGoal, goalOf } from '../bench/overhead-goal.ts';
import { scheduleOf } from '../bench/schedule.ts';
import { interruption } from '../run/interruption.ts';
import { runOptions } from '../run/run-options.ts';
import { tell } from '../run/tell.ts';
import { seeded } from '../seeded.ts';
import { calibrationOf, saveCalibration } from '../traffic/calibration.ts';
import { everyMeter } from '../traffic/find-meter.ts';
import { durationOption } from './bench/duration-option.ts';
import { printResult } from './bench/print-result.ts';
import { sabotageCommand } from './bench/sabotage.ts';
import { seriesCommand } from './bench/series.ts';
import { witnessCommand } from './bench/witness.ts';
import { EXIT, program, runMain } from './main.ts';
import { wholeNumber } from './whole-number.ts';

const command = program('bench', 'Measures Kindling itself.');

interface MeterBenchOptions {
  readonly quick?: true;
  readonly json?: true;
  readonly rate: number;
  readonly rounds: number;
  readonly quiet: number;
  readonly seed: number;
}

const ENDPOINTS = 3;

command
  .command('meter')
  .description('how exactly outages are measured: every meter present against a target whose outages are known')
  .option('--quick', 'under a minute: one round, no long outages; does not count as a calibration')
  .option('--json', 'print one object on standard output')
  .option('-r, --rate <requests>', 'per second and stream', wholeNumber(1, 300), 100)
  .option('--rounds <count>', 'how often each kind and length of outage comes', wholeNumber(1, 50), 4)
  .option('--quiet <duration>', 'time without an outage, for false alarms', durationOption, 120_000)
  .option('--seed <number>', 'where outages fall within a sampling period', wholeNumber(0, 1e9), 1)
  .action(async ({ quick, json, rate, rounds, quiet, seed }: MeterBenchOptions) => {
    const signal = interruption(tell);
    const lengthsMs = quick ? [5, 20, 100, 500] : [5, 20, 100, 500, 2000];
    const schedule = scheduleOf({ lengthsMs, rounds: quick ? 1 : rounds, endpoints: ENDPOINTS, random: seeded(seed) });
    const options = { schedule, endpoints: ENDPOINTS, ratePerSecond: rate, quietMs: quick ? 0 : quiet };
    const results: MeterResult[] = [];
    const images = async () => {
      const engine = await runningEngine(signal);
      return engine && { engine, progress: tell, pull: false };
    };
    for (const meter of await everyMeter(signal, process.env, images)) {
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
    printResult(json, result, () => `\n${formatClusterResult(result)}`);
  });

command
  .command('overhead')
  .description(
    'what Kindling itself costs beside a cluster: processor time of all its processes with traffic and all watches',
  )
  .option('-r, --rate <requests>', 'per second over new connections', wholeNumber(1, 300), 100)
  .option('--seconds <count>', 'how long', wholeNumber(5, 600), 30)
  .option('--cluster <name>', 'use a cluster that stays, or put it up')
  .option('--json', 'print one object on standard output')
  .action(async ({ rate, seconds, cluster, json }: OverheadBenchOptions) => {
    const signal = interruption(tell);
    const options = { ...runOptions(), ...(cluster === undefined ? {} : { keep: cluster }) };
    const overhead = await measureOverhead(options, { rates: { fresh: rate }, seconds }, tell, signal);
    printResult(json, overhead, () => formatOverhead(overhead));
    if (exceedsGoal(overhead)) process.exitCode = EXIT.failed;
  });

interface OverheadBenchOptions {
  readonly rate: number;
  readonly seconds: number;
  readonly cluster?: string;
  readonly json?: true;
}

function formatOverhead(overhead: Overhead): string {
  const { meter, nodes, cores, requests, seconds, shareOfACore, harnessShare } = overhead;
  const most = goalOf(overhead);
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  return (
    `${percent(shareOfACore)} of one core (${cores} cores, ${nodes} nodes): ${percent(harnessShare)} the harness with all watches, ` +
    `the rest ${meter.name} ${meter.version} at ${meter.priority} priority and the untouched target; ` +
    `${requests} requests in ${seconds.toFixed(0)} s; ${most === undefined ? 'there is no goal at this rate' : `at most ${percent(most)} is the goal`}\n`
  );
}

command.addCommand(sabotageCommand());
command.addCommand(seriesCommand());
command.addCommand(witnessCommand());

await runMain(command);
