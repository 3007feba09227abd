import { formatElapsed } from '../../clusters/progress.ts';

/** Work that has begun: `Cluster x: nodes booted …`; a heartbeat adds how long it has lasted. */
const BEGINNING = /^(.*) …(?: \S+)?$/;

/**
 * What a terminal shows of progress: lines that stay, and below them, in place, what is going on now with the time it has taken.
 * Work that has begun is over when a line begins with its name. Knows no clock and no stream.
 */
export class LiveLines {
  readonly #going = new Map<string, number>();

  /** Takes in a line. @param at ms since the program started. @returns the line that stays; undefined for one that only begins something. */
  take(line: string, at: number): string | undefined {
    const name = BEGINNING.exec(line)?.[1];
    if (name !== undefined) {
      if (!this.#going.has(name)) this.#going.set(name, at);
      return undefined;
    }
    for (const going of this.#going.keys()) if (line.startsWith(going)) this.#going.delete(going);
    return stamped(line, at);
  }

  /** What is going on, a line each, cut to the width of the terminal. */
  status(at: number, columns: number): string[] {
    return [...this.#going].map(([name, since]) =>
      stamped(`${name} … ${formatElapsed(at - since)}`, at).slice(0, Math.max(1, columns - 1)),
    );
  }

  /** Forgets what is going on: the program ends, whether that was done or not. */
  clear(): void {
    this.#going.clear();
  }
}

/** A line with the time since the program started in front. */
export function stamped(line: string, at: number): string {
  return `${(at / 1000).toFixed(1).padStart(6)}s  ${line}`;
}
