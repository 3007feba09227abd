/**
 * The largest failure share that so few failures still allow: the exact one-sided 95 % upper bound of Clopper and
 * Pearson, between 0 and 1. With no failure it is what the rule of three estimates, 3 / requests: 0 of 600 means below
 * 0.5 %. Without a request nothing is ruled out, and it is 1.
 */
export function failureShareUpperBound(failed: number, requests: number): number {
  if (failed >= requests) return 1;
  if (failed === 0) return 1 - DOUBT ** (1 / requests);
  let [low, high] = [failed / requests, 1];
  for (let halving = 0; halving < 60; halving++) {
    const middle = (low + high) / 2;
    if (chanceOfAtMost(failed, requests, middle) > DOUBT) low = middle;
    else high = middle;
  }
  return high;
}

const DOUBT = 0.05;

/** P(X ≤ most) of the binomial distribution, added up from logarithms so that 20 000 requests neither over- nor underflow. */
function chanceOfAtMost(most: number, requests: number, share: number): number {
  const [logHit, logMiss] = [Math.log(share), Math.log1p(-share)];
  let logWays = 0;
  let chance = 0;
  for (let count = 0; count <= most; count++) {
    if (count > 0) logWays += Math.log(requests - count + 1) - Math.log(count);
    chance += Math.exp(logWays + count * logHit + (requests - count) * logMiss);
  }
  return chance;
}
