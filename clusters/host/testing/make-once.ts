import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { madeOnce } from '../made-once.ts';

/*
 * A process that makes a folder once, for made-once.test.ts: writes a line into the log when it begins to make, takes the
 * given time for it, and prints the content of what it got.
 */
const [folder = '', log = '', milliseconds = '0'] = process.argv.slice(2);
await madeOnce(folder, AbortSignal.timeout(30_000), async (partial) => {
  appendFileSync(log, `${process.pid} begins\n`);
  writeFileSync(join(partial, 'first'), String(process.pid));
  await delay(Number(milliseconds));
  writeFileSync(join(partial, 'second'), String(process.pid));
  appendFileSync(log, `${process.pid} ends\n`);
});
