import { appendFileSync, closeSync, openSync } from 'node:fs';

/** Levels of the log, with k6's names. */
export type Level = 'info' | 'warning' | 'error';

/** The log: a line of JSON an entry, as `k6 --log-format json` writes it. Synchronous, so that a crash loses none. */
export class Log implements Disposable {
  readonly #file: number;

  /** @param path appended to; undefined is stderr. */
  constructor(path: string | undefined) {
    this.#file = path === undefined ? 2 : openSync(path, 'a');
  }

  write(level: Level, msg: string, fields: Readonly<Record<string, unknown>> = {}): void {
    appendFileSync(this.#file, `${JSON.stringify({ ...fields, level, msg, time: new Date().toISOString() })}\n`);
  }

  [Symbol.dispose](): void {
    if (this.#file !== 2) closeSync(this.#file);
  }
}
