/** Rows of a list: more than a reader scrolls through make a page that browsers choke on. */
export const MOST_ROWS = 2000;

/**
 * Failed requests of a scenario: they are the evidence, so all of them are wanted, and few scenarios send as many requests.
 * A run of 40 scenarios with 100,000 requests, all of which fail, stays below it.
 */
export const MOST_FAILED = 10_000;
