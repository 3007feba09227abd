/** How far the API server's clock is ahead of the harness's: the truth lies within `estimate` ± `uncertainty`, both in ms. */
export interface ClockSkew {
  readonly estimate: number;
  readonly uncertainty: number;
}

/**
 * Learns the clock skew from the `Date` headers of ordinary answers.
 * The header has whole seconds (RFC 9110 5.6.7), so one answer bounds the skew to a second and the answer's duration;
 * answers at other fractions of a second narrow that.
 */
export class ClockSkewGauge {
  #least = Number.NEGATIVE_INFINITY;
  #most = Number.POSITIVE_INFINITY;

  /** @param sentAt before the request, @param answeredAt when its headers had come; ms since the epoch, harness's clock. */
  learn(dateHeader: string | undefined, sentAt: number, answeredAt: number): void {
    const server = dateHeader === undefined ? Number.NaN : Date.parse(dateHeader);
    if (Number.isNaN(server)) return;
    const least = server - answeredAt;
    const most = server + 1000 - sentAt;
    if (least > this.#most || most < this.#least) {
      // The bounds contradict each other: one of the clocks was set meanwhile, and what was learned before is void.
      this.#least = least;
      this.#most = most;
      return;
    }
    this.#least = Math.max(this.#least, least);
    this.#most = Math.min(this.#most, most);
  }

  /** Undefined until an answer with a `Date` has come. */
  get skew(): ClockSkew | undefined {
    if (!Number.isFinite(this.#least)) return undefined;
    return { estimate: (this.#least + this.#most) / 2, uncertainty: (this.#most - this.#least) / 2 };
  }
}
