import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * A folder under Kindling's cache (`KINDLING_CACHE`, else `~/.cache/kindling`), made when it is missing and readable by its
 * owner alone. Everything in the cache can be made again, except the records of runs that are still alive.
 */
export function cacheFolder(...parts: string[]): string {
  const root =
    process.env['KINDLING_CACHE'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'kindling');
  const folder = join(root, ...parts);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
