import type { Claim } from '../claim.ts';
import { onceSettled, SAMPLE_GRACE_MS, unmeasured } from './once-settled.ts';
import { streamsToService, totalOf } from './to-service.ts';
import type { Sent } from './traffic.ts';

/**
 * So many of the requests to the Service failed that were sent in the span, or more: clients noticed. Ask it with `eventually`: it
 * holds at the failure that makes up the number, and fails once all requests have ended. Without a request it is invalid.
 */
export function failedAtLeast(least: number, sent: Sent): Claim {
  return {
    describe: `at least ${least} request${least === 1 ? '' : 's'} failed`,
    expected: `at least ${least}`,
    dependsOn: ['probe-sample', 'traffic-stopped'],
    graceMs: SAMPLE_GRACE_MS,
    evaluate(facts) {
      const { requests, failed, told: lastSeen } = totalOf(streamsToService(facts, sent));
      if (failed >= least) return { holds: true, lastSeen };
      return onceSettled(facts, sent.until, () => {
        return requests === 0 ? unmeasured('no request was sent') : { holds: false, final: true, lastSeen };
      });
    },
  };
}
