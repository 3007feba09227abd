import type { Instant } from '../timeline/facts.ts';

/**
 * Virtual users of k6 run in parallel: two of them may take their request numbers in one order and look at the clock in
 * the other. Far more than they can be apart, far less than anybody would wait for.
 */
const reorderMs = 20;

/** Knows which requests of one stream have left their samples. Request numbers rise from 0 without gaps, samples come in any order. */
export class StreamProgress {
  readonly #ahead = new Set<number>();
  /** Every request below this number has left its sample. */
  #next = 0;
  #highest = -1;

  /** The lowest request number that was surely started after the cut. */
  #after = Number.POSITIVE_INFINITY;

  /** Notes the sample of a request. Samples of requests started after the cut must come after the cut was known. */
  see(request: number, startedAt: Instant, cut: Instant | undefined): void {
    this.#highest = Math.max(this.#highest, request);
    if (cut !== undefined && startedAt >= cut + reorderMs) this.#after = Math.min(this.#after, request);
    this.#ahead.add(request);
    while (this.#ahead.delete(this.#next)) this.#next += 1;
  }

  /** At least one sample has come. */
  get begun(): boolean {
    return this.#highest >= 0;
  }

  /** Every request started before the cut has left its sample: one started after it has, and all before that one too. */
  get drained(): boolean {
    return this.#next >= this.#after;
  }

  /** Requests without a sample below the highest number seen, at most the first ten. */
  get missing(): number[] {
    const missing: number[] = [];
    for (let request = this.#next; request < this.#highest && missing.length < 10; request += 1) {
      if (!this.#ahead.has(request)) missing.push(request);
    }
    return missing;
  }
}
