import { createHash } from 'node:crypto';

/** A check, and how often it passed and failed, as k6 tells `handleSummary`. */
export interface CheckCount {
  readonly name: string;
  /** With the groups that it lies in, of which there are none here. */
  readonly path: string;
  readonly id: string;
  readonly passes: number;
  readonly fails: number;
}

/** Counts the script's checks by name, in the order in which they were first asked. */
export class CheckCounts {
  readonly #byName = new Map<string, CheckCount>();

  /** Counts a sample of `checks`: 0 is a failure. */
  add(name: string, value: number): void {
    const path = `::${name}`;
    const count = this.#byName.get(name) ?? { name, path, id: idOf(path), passes: 0, fails: 0 };
    const { passes, fails } = count;
    this.#byName.set(name, value === 0 ? { ...count, fails: fails + 1 } : { ...count, passes: passes + 1 });
  }

  all(): CheckCount[] {
    return [...this.#byName.values()];
  }
}

/** k6's id of a group or a check: the MD5 sum of its path. */
export function idOf(path: string): string {
  return createHash('md5').update(path).digest('hex');
}
