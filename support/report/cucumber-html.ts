import { createWriteStream } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/**
 * Makes Cucumber's own page of a run, `cucumber.html`, again from the messages in its folder. An unfinished last message,
 * as a run leaves that is killed, is left out.
 *
 * @returns false where there is no `messages.ndjson`
 * @throws when another line is no message; names the file and the line, and leaves the page as it was
 */
export async function remakeCucumberHtml(folder: string): Promise<boolean> {
  const messages = await messagesIn(join(folder, 'messages.ndjson'));
  if (messages === undefined) return false;
  const page = join(folder, 'cucumber.html');
  const unfinished = `${page}.unfinished`;
  try {
    await pipeline(messages, cucumberPage(), createWriteStream(unfinished));
    await rename(unfinished, page);
  } finally {
    await rm(unfinished, { force: true });
  }
  return true;
}

/** The formatter of the Cucumber that ran: a dependency of its own, so the page is the same as at the end of the run. */
function cucumberPage(): Duplex {
  const { CucumberHtmlStream } = createRequire(import.meta.resolve('@cucumber/cucumber'))(
    '@cucumber/html-formatter',
  ) as { readonly CucumberHtmlStream: new () => Duplex };
  return new CucumberHtmlStream();
}

async function messagesIn(path: string): Promise<unknown[] | undefined> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const lines = text.split('\n');
  // What follows the last line feed is empty in a complete file, and unfinished in any other.
  lines.pop();
  return lines.map((line, index) => {
    try {
      return JSON.parse(line) as unknown;
    } catch (cause) {
      throw new Error(`${path}:${index + 1} is no message of Cucumber's: it is not JSON`, { cause });
    }
  });
}
