import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withFileLock } from '../../../clusters/host/file-lock.ts';
import { formatElapsed, type Progress } from '../../../clusters/progress.ts';
import { lastLines, runScenarios } from '../run-catalogue.ts';
import { clusterPhases } from './cluster-phases.ts';
import { formatSeries } from './format-series.ts';
import { openSeries, setAsideIn } from './open-series.ts';
import { originDifferences, type SeriesOrigin } from './origin.ts';
import { progressLine } from './progress-line.ts';
import { countedOf } from './resume.ts';
import { readRunFolder, runName, writeRunRecord } from './run-folder.ts';
import { type SeriesResult, seriesResult } from './series-result.ts';
import type { SeriesRun } from './series-run.ts';

/** One series: the same scenarios over and over on clusters of one version. */
export interface SeriesOptions {
  /** Made where it is not there; gone on with where it is. */
  readonly folder: string;
  readonly runs: number;
  /** Of series that follow: for what is told to be left. */
  readonly runsLater: number;
  /** Asked for at the beginning, and again after each run: code that is changed meanwhile would be another's. */
  readonly origin: () => Promise<SeriesOrigin>;
}

/** Is there while a process works on the folder. */
const UNDER_WAY = 'under-way';

/** How a scenario's end is told by its run. */
const NOT_PASSED = /: (failed|invalid|broken) after /;

/**
 * Runs scenarios so many times in a row, each run a process of its own with a report folder of its own, and writes what they
 * come to as `spread.md` and `spread.json`. What is there already is not run again. One process at a time works on a folder: to
 * another the run that is under way would look interrupted.
 * @throws when the folder is of another series, when the code changed meanwhile, and when a run comes to no verdicts: then no
 *   cluster came up.
 */
export async function benchSeries(options: SeriesOptions, tell: Progress, signal: AbortSignal): Promise<SeriesResult> {
  const { folder } = options;
  mkdirSync(folder, { recursive: true });
  const waiting = () => tell(`Another process runs the series in ${folder}; waiting for its end`);
  return withFileLock(join(folder, UNDER_WAY), signal, () => runSeries(options, tell, signal), waiting);
}

async function runSeries(options: SeriesOptions, tell: Progress, signal: AbortSignal): Promise<SeriesResult> {
  const { folder, runs, runsLater } = options;
  const origin = await options.origin();
  const { complete, missing } = openSeries(folder, origin, runs, tell);
  if (complete.length > 0) tell(`${complete.length} of ${runs} runs are in ${folder} already`);
  const done = [...complete];
  for (const [index, number] of missing.entries()) {
    const name = `Run ${number}/${runs}`;
    tell(`${name} …`);
    const run = await oneRun(number, origin, options, (line) => tell(`${name}: ${line}`), signal);
    done.push(run);
    const left = missing.length - index - 1 + runsLater;
    const wallMs = done.map(({ record }) => record.wallMs);
    tell(progressLine(name, run, wallMs, left));
  }
  const inOrder = done.toSorted((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
  const result = seriesResult(origin, inOrder, setAsideIn(folder));
  writeFileSync(join(folder, 'spread.md'), formatSeries(result));
  writeFileSync(join(folder, 'spread.json'), `${JSON.stringify({ version: 1, ...result }, undefined, 2)}\n`);
  return result;
}

async function oneRun(
  number: number,
  origin: SeriesOrigin,
  { folder, origin: originNow }: SeriesOptions,
  tell: Progress,
  signal: AbortSignal,
): Promise<SeriesRun> {
  const name = runName(number);
  const own = join(folder, name);
  const { kubernetes, arguments: words } = origin;
  const version = kubernetes === undefined ? [] : ['--kubernetes', kubernetes];
  const startedAt = performance.now();
  const hear = (line: string) => {
    if (NOT_PASSED.test(line)) tell(line.replace(/^\s*[\d.]+s\s+/, ''));
  };
  const { exitCode, output } = await runScenarios({ arguments: [...words, ...version] }, own, signal, hear);
  const wallMs = performance.now() - startedAt;
  const changed = originDifferences(origin, await originNow());
  if (changed.length > 0)
    throw new Error(`${name} does not count, as the code changed meanwhile: ${changed.join('; ')}`);
  const { summary } = readRunFolder(folder, name, number);
  const record = { version: 1, exitCode, wallMs, phases: clusterPhases(output, summary?.cluster) } as const;
  if (summary !== undefined) writeRunRecord(own, record);
  const counted = countedOf(readRunFolder(folder, name, number));
  if (typeof counted !== 'string') {
    for (const { name: scenario, verdict, reason } of counted.summary.scenarios)
      if (verdict !== 'passed') tell(`${scenario}: ${verdict}: ${reason ?? 'no reason was given'}`);
    return counted;
  }
  tell(`no verdicts after ${formatElapsed(wallMs)}\n${lastLines(output)}`);
  const why = `it ended with exit code ${exitCode ?? 'none'}`;
  throw new Error(`${name} does not count (${summary === undefined ? why : counted}), so the series has no result yet`);
}
