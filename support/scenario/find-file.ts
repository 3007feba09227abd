import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * The absolute path of a file that a step names, looked for beside its feature and then from the project's folder.
 * @param what it is to the step, for the error: `script`.
 * @param feature the feature's file; undefined when it is not known.
 * @throws when no file is in either place, with both.
 */
export function findFile(what: string, path: string, feature: string | undefined): string {
  const places = [...(feature === undefined ? [] : [resolve(dirname(feature), path)]), resolve(path)];
  const found = places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile());
  if (found !== undefined) return found;
  throw new Error(`there is no ${what} "${path}": neither ${places.join(' nor ')} is a file`);
}
