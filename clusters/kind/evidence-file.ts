import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** A node that hangs must not hold up the clean-up. */
const PER_ITEM_MS = 15_000;

/** Writes a text into a file of a folder that is there; one that cannot be had within 15 s is written down as such. */
export async function saveItem(
  folder: string,
  name: string,
  read: (signal: AbortSignal) => Promise<string>,
): Promise<void> {
  const signal = AbortSignal.timeout(PER_ITEM_MS);
  const late = delay(PER_ITEM_MS, `no answer within ${PER_ITEM_MS / 1000} s`, { ref: false });
  const text = await Promise.race([read(signal), late]).catch((error: unknown) => `not to be had: ${String(error)}`);
  writeFileSync(join(folder, name), text);
}
