import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** How often the file is looked at. File notifications would be no sooner: k6 writes every 250 ms, and they miss some mounts. */
const pollMs = 50;
const chunkBytes = 1 << 20;

/**
 * Yields the whole lines of a growing file as they appear, batch by batch. A last line without its newline is held back
 * until it is finished. Ends once `ended` has settled and everything is read; an unfinished line is dropped then, for a
 * writer that was cut off cannot have meant it.
 * @param path may not exist yet.
 * @throws the signal's reason when it aborts.
 */
export async function* followLines(
  path: string,
  ended: Promise<unknown>,
  signal: AbortSignal,
): AsyncGenerator<string[]> {
  let writerGone = false;
  const gone = new AbortController();
  void ended
    .finally(() => {
      writerGone = true;
      gone.abort();
    })
    .catch(() => {});
  const wake = AbortSignal.any([signal, gone.signal]);
  const buffer = Buffer.alloc(chunkBytes);
  let rest = Buffer.alloc(0);
  let file: FileHandle | undefined;
  try {
    for (;;) {
      signal.throwIfAborted();
      // Read before the read, so that what was written just before the end is not missed.
      const last = writerGone;
      file ??= await openIfThere(path);
      const bytes = file === undefined ? 0 : (await file.read(buffer, 0, chunkBytes)).bytesRead;
      if (bytes > 0) {
        const text = Buffer.concat([rest, buffer.subarray(0, bytes)]);
        const end = text.lastIndexOf(0x0a) + 1;
        rest = Buffer.from(text.subarray(end));
        if (end > 0) yield text.toString('utf8', 0, end - 1).split('\n');
      } else if (last) {
        return;
      } else {
        await delay(pollMs, undefined, { signal: wake }).catch(() => {});
      }
    }
  } finally {
    await file?.close();
  }
}

async function openIfThere(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
