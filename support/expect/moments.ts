import type { Fact, Instant } from '../timeline/facts.ts';
import type { FactSource } from '../timeline/recorder.ts';

/**
 * Replays a timeline as it grew: what was known at the beginning of a window, then after each fact in it. So a claim
 * that was false for a moment is caught even when it is asked afterwards.
 */
export class Moments {
  readonly #source: FactSource;
  readonly #since: Instant;
  readonly #until: Instant;
  readonly #types: ReadonlySet<Fact['type']> | undefined;
  readonly #known: Fact[] = [];
  #read = 0;
  #begun = false;
  #at: Instant;

  /**
   * @param until later facts are left out
   * @param types facts of other types are known but make no moment of their own; without it, all do
   */
  constructor(source: FactSource, since: Instant, until: Instant, types?: readonly Fact['type'][]) {
    this.#source = source;
    this.#since = since;
    this.#until = until;
    this.#at = since;
    this.#types = types === undefined ? undefined : new Set(types);
  }

  /** What was known at the last moment given out. */
  get known(): readonly Fact[] {
    return this.#known;
  }

  /** When the last moment was that was given out. */
  get at(): Instant {
    return this.#at;
  }

  /** The moments that have not been given out yet, oldest first. The array given out is the same and grows. */
  *next(): Generator<readonly Fact[]> {
    const { facts } = this.#source;
    while (this.#read < facts.length) {
      const fact = facts[this.#read];
      if (fact === undefined) break;
      if (!this.#begun && fact.at > this.#since) yield this.#begin();
      this.#read++;
      if (fact.at > this.#until) continue;
      this.#known.push(fact);
      if (!this.#begun || this.#types?.has(fact.type) === false) continue;
      this.#at = fact.at;
      yield this.#known;
    }
    if (!this.#begun) yield this.#begin();
  }

  #begin(): readonly Fact[] {
    this.#begun = true;
    return this.#known;
  }
}
