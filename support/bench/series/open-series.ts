import { readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Progress } from '../../../clusters/progress.ts';
import { originDifferences, type SeriesOrigin } from './origin.ts';
import { type Resumption, resume } from './resume.ts';
import { readJson, readRunFolders } from './run-folder.ts';

const ORIGIN = 'series.json';
const SET_ASIDE = /^incomplete-(\d+)$/;

/**
 * Opens the folder of a series, an empty one or one to go on with. Runs that did not come to their end are set aside, so that
 * their evidence stays and their numbers are free.
 * @throws when its runs were made by other code or with other arguments; says in what they differ.
 */
export function openSeries(
  folder: string,
  origin: SeriesOrigin,
  runs: number,
  tell: Progress,
): Pick<Resumption, 'complete' | 'missing'> {
  const before = readJson<SeriesOrigin>(join(folder, ORIGIN));
  const differences = before === undefined ? [] : originDifferences(before, origin);
  if (differences.length > 0) {
    const lines = differences.map((line) => `\n  ${line}`).join('');
    throw new Error(
      `The runs in ${folder} are of another series, and verdicts of two cannot be compared:${lines}\nTake another folder (--into)`,
    );
  }
  if (before === undefined) writeFileSync(join(folder, ORIGIN), `${JSON.stringify(origin, undefined, 2)}\n`);
  const { complete, incomplete, missing } = resume(readRunFolders(folder), runs);
  for (const { name, reason } of incomplete) {
    const aside = `incomplete-${String(setAsideIn(folder).length + 1).padStart(2, '0')}`;
    renameSync(join(folder, name), join(folder, aside));
    tell(`${name} does not count, as ${reason}: it is ${aside} now`);
  }
  return { complete, missing };
}

/** The folders of runs that did not come to their end. */
export function setAsideIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => SET_ASIDE.test(name))
    .toSorted();
}
