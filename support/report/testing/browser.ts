import { type Browser, chromium } from 'playwright-core';
import { which } from './which.ts';

/** Why pages cannot be tested in a browser here; undefined when they can. */
export const withoutBrowser: string | undefined =
  chromiumBinary() === undefined
    ? 'NOT TESTED: no chromium on PATH ("apt-get install chromium", or set CHROMIUM_BIN)'
    : undefined;

/** Starts Debian's Chromium; nothing is downloaded. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = chromiumBinary();
  if (executablePath === undefined) throw new Error(withoutBrowser);
  // Chromium's sandbox refuses to run as root; the page is our own and its policy lets it fetch nothing.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}

function chromiumBinary(): string | undefined {
  const named = process.env['CHROMIUM_BIN'];
  if (named !== undefined && named !== '') return named;
  return ['chromium', 'chromium-browser', 'google-chrome']
    .map((name) => which(name))
    .find((path) => path !== undefined);
}
