import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/**
 * The absolute path of a script that a step names, looked for beside its feature and then from the project's folder.
 * @param feature the feature's file; undefined when it is not known.
 * @throws when it is in neither place, with both.
 */
export function findScript(path: string, feature: string | undefined): string {
  const places = [...(feature === undefined ? [] : [resolve(dirname(feature), path)]), resolve(path)];
  const found = places.find((place) => existsSync(place));
  if (found !== undefined) return found;
  throw new Error(`there is no script "${path}": neither ${places.join(' nor ')} exists`);
}
