import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { withFileLock } from './file-lock.ts';

/**
 * Makes a folder of the cache unless it is there: `make` fills a partial folder, which gets its name only when it is
 * complete. So an interrupted making leaves nothing that looks complete, and of two processes one makes, the other waits.
 * @returns the folder.
 */
export async function madeOnce(
  folder: string,
  signal: AbortSignal,
  make: (partial: string) => Promise<void>,
): Promise<string> {
  if (existsSync(folder)) return folder;
  return withFileLock(`${folder}.lock`, signal, async () => {
    if (existsSync(folder)) return folder;
    const partial = `${folder}.partial`;
    rmSync(partial, { recursive: true, force: true });
    mkdirSync(partial, { recursive: true });
    await make(partial);
    renameSync(partial, folder);
    return folder;
  });
}
