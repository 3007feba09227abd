import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The program of a name on PATH; undefined when there is none that can be run. */
export function which(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}
