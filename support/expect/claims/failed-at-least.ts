import { disruptionOf } from '../../analysis/disruption.ts';
import type { Claim } from '../claim.ts';
import { onceSettled, SAMPLE_GRACE_MS, unmeasured } from './once-settled.ts';
import type { Sent } from './traffic.ts';

/**
 * So many of the requests to the Service failed that were sent in the span, or more: clients noticed. Ask it with `eventually`: it
 * holds at the failure that makes up the number, and fails once all requests have ended. Without a request it is invalid.
 */
export function failedAtLeast(least: number, { from, until }: Sent): Claim {
  return {
    describe: `at least ${least} request${least === 1 ? '' : 's'} failed`,
    expected: `at least ${least}`,
    dependsOn: ['probe-sample', 'traffic-stopped'],
    graceMs: SAMPLE_GRACE_MS,
    evaluate(facts) {
      const streams = disruptionOf(facts, { from, to: until }).filter(({ stream }) => stream !== 'control');
      const requests = streams.reduce((sum, stream) => sum + stream.requests, 0);
      const failed = streams.reduce((sum, stream) => sum + stream.failed, 0);
      const lastSeen = `${failed} of ${requests} requests failed`;
      if (failed >= least) return { holds: true, lastSeen };
      return onceSettled(facts, until, () => {
        return requests === 0 ? unmeasured('no request was sent') : { holds: false, final: true, lastSeen };
      });
    },
  };
}
