import type { RunFolder } from './run-folder.ts';
import type { SeriesRun } from './series-run.ts';

/** Where a series goes on. */
export interface Resumption {
  readonly complete: readonly SeriesRun[];
  /** Folders of runs that do not count, each with the reason. */
  readonly incomplete: readonly { readonly name: string; readonly reason: string }[];
  /** Numbers of the runs that are still to be made. */
  readonly missing: readonly number[];
}

/** Tells which runs of a folder count, and which are missing to have `runs` of them. */
export function resume(folders: readonly RunFolder[], runs: number): Resumption {
  const judged = folders.map((folder) => ({ folder, counted: countedOf(folder) }));
  const complete = judged.flatMap(({ counted }) => (typeof counted === 'string' ? [] : [counted]));
  const incomplete = judged.flatMap(({ folder: { name }, counted }) =>
    typeof counted === 'string' ? [{ name, reason: counted }] : [],
  );
  const done = new Set(
    judged.filter(({ counted }) => typeof counted !== 'string').map(({ folder: { number } }) => number),
  );
  const wanted = Array.from({ length: runs }, (_, index) => index + 1);
  return { complete, incomplete, missing: wanted.filter((number) => !done.has(number)) };
}

/** The run as one that counts, or why it does not: verdicts of a run that was cut short are no verdicts. */
export function countedOf({ name, record, summary, selected }: RunFolder): SeriesRun | string {
  if (record === undefined) return 'it was interrupted';
  const { exitCode } = record;
  if (exitCode === undefined || exitCode >= 128) return 'a signal ended it';
  if (summary?.finishedAt === undefined || summary.scenarios.length === 0) {
    return `it ended with exit code ${exitCode} and without a scenario`;
  }
  const ran = summary.scenarios.length;
  if (ran !== selected) return `it ran ${ran} of ${selected ?? 'an unknown number of'} scenarios`;
  return { name, record, summary };
}
