import { join } from 'node:path';
import { NODE_PORTS } from '../../clusters/kind/kind-cluster.ts';
import { knownCluster } from '../../clusters/registry/kept-clusters.ts';
import type { RunReport } from '../report/model.ts';
import { openReportFolder } from '../report/report-folder.ts';
import { writeTable } from '../report/table.ts';
import { writeReports } from '../report/write-reports.ts';
import { concurrency } from './concurrency.ts';
import { demandDoors } from './enough-doors.ts';
import { IMPATIENT } from './impatient-topology.ts';
import { interruption } from './interruption.ts';
import { OwnCluster } from './own-cluster.ts';
import { Run } from './run.ts';
import { runOptions } from './run-options.ts';
import { howManyOnOwnCluster } from './selection.ts';
import { tell } from './tell.ts';
import { whatIsAmiss } from './what-is-amiss.ts';

/** What the one run of this process has come to. */
interface Current {
  run: Run | undefined;
  /** For scenarios that change nodes. */
  ownCluster: OwnCluster | undefined;
  report: RunReport | undefined;
  signal: AbortSignal | undefined;
  /** Who called Cucumber prints the table himself, below Cucumber's own words. */
  tableLater: boolean;
}

const current: Current = {
  run: undefined,
  ownCluster: undefined,
  report: undefined,
  signal: undefined,
  tableLater: false,
};

/** The run of this process. @throws when none was started. */
export function theRun(): Run {
  if (current.run === undefined) throw new Error('no run was started');
  return current.run;
}

/** The cluster that scenarios which change nodes have to themselves. @throws when no run was started. */
export function theOwnCluster(): OwnCluster {
  if (current.ownCluster === undefined) throw new Error('no run was started');
  return current.ownCluster;
}

/** The report of the run that ended in this process, and the signal that ended it early; both undefined when there is none. */
export function outcome(): { readonly report: RunReport | undefined; readonly signal: AbortSignal | undefined } {
  return current;
}

/** Leaves the printing of the table to the caller. */
export function printTableLater(): void {
  current.tableLater = true;
}

/**
 * Starts the run of this process, with progress on its error stream.
 * @throws in a worker of Cucumber's `--parallel`: each would start a cluster of its own.
 */
export async function startRun(): Promise<void> {
  if (process.env['CUCUMBER_PARALLEL'] === 'true') {
    throw new Error(
      "Cucumber's --parallel is of no use here: each of its workers would need a cluster. " +
        'Take "npm run scenarios -- --parallel 2", or KINDLING_PARALLEL=2 with npx cucumber-js',
    );
  }
  const options = runOptions();
  // Before minutes of start-up.
  demandDoors(concurrency().lanes, knownCluster(options.keep), NODE_PORTS);
  current.signal = interruption(tell);
  const run = await Run.start(options, openReportFolder(), tell, current.signal);
  current.run = run;
  current.ownCluster = new OwnCluster(howManyOnOwnCluster(), {
    start: () => run.onOwnCluster(options, tell),
    whatChanged: (own) => whatIsAmiss(own, IMPATIENT.controlPlanes + IMPATIENT.workers),
    tell,
  });
  await current.ownCluster.startAhead();
}

/** Removes what the run made, writes its reports and prints the table. Without a run there is nothing to do. */
export async function endRun(): Promise<void> {
  const { run } = current;
  if (run === undefined) return;
  try {
    tell(runOptions().keep === undefined ? 'Removing the cluster' : 'Leaving the cluster up');
    await using ending = new AsyncDisposableStack();
    ending.use(run);
    // First, and whatever fails there, the other follows.
    ending.use(current.ownCluster);
  } finally {
    current.report = writeReports(run.timeline.facts, run.folder);
    if (!current.tableLater) printOutcome(current.report, run.folder);
  }
}

/** Prints the table, and where the reports are. */
export function printOutcome(report: RunReport, folder: string): void {
  process.stdout.write('\n');
  writeTable(report, process.stdout);
  process.stdout.write(`Report: ${join(folder, 'index.html')}\n`);
}
