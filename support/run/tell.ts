import type { Progress } from '../../clusters/progress.ts';
import { LiveLines, stamped } from './live-lines.ts';

const REDRAW_MS = 100;
const live = new LiveLines();
let drawn = 0;
let timer: NodeJS.Timeout | undefined;

/**
 * Progress on the error stream, with the time since the process started: on a terminal what is going on is shown in place,
 * elsewhere each line is printed as it comes.
 */
export const tell: Progress = (line) => {
  if (!process.stderr.isTTY) {
    process.stderr.write(`${stamped(line, performance.now())}\n`);
    return;
  }
  const stays = live.take(line, performance.now());
  draw(stays === undefined ? '' : `${stays}\n`);
  timer ??= setInterval(() => draw(), REDRAW_MS).unref();
};

/** Ends what is shown in place, so that a last word can be written below. */
export function tellNoMore(): void {
  clearInterval(timer);
  timer = undefined;
  live.clear();
  if (drawn > 0) draw();
}

/** Writes over what was shown last: cursor to its first line, erase to the end of the screen. */
function draw(above = ''): void {
  // A terminal that nobody has given a size says 0.
  const status = live.status(performance.now(), process.stderr.columns || 80);
  if (status.length === 0 && drawn === 0 && above === '') return;
  const back = drawn === 0 ? '' : `\u001B[${drawn}A\r\u001B[J`;
  process.stderr.write(`${back}${above}${status.map((line) => `${line}\n`).join('')}`);
  drawn = status.length;
}
