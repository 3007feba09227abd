import { failedRequests, unexplained } from '../../analysis/causes.ts';
import { formatDuration } from '../../analysis/durations.ts';
import type { Claim } from '../claim.ts';
import { onceSettled, SAMPLE_GRACE_MS, unmeasured } from './once-settled.ts';
import { streamsToService, totalOf } from './to-service.ts';
import type { Sent } from './traffic.ts';

const MOST_LINES = 5;

/**
 * Every request that was sent in the span and failed has a cause on the timeline. Ask it with `eventually`: what explains a
 * failure, such as a pod's own status, may be seen seconds after it. Without a request it is invalid.
 */
export function everyFailedRequestIsExplained({ from, until }: Sent): Claim {
  return {
    describe: 'every failed request is explained',
    expected: 'a cause for each',
    graceMs: SAMPLE_GRACE_MS,
    evaluate(facts) {
      const sent = { from, to: until };
      return onceSettled(facts, until, () => {
        if (totalOf(streamsToService(facts, { from, until })).requests === 0) return unmeasured('no request was sent');
        const failed = failedRequests(facts, sent);
        const rest = unexplained(failed);
        const told = rest.slice(0, MOST_LINES).map(({ sample: { stream, request, outcome, door, startedAt } }) => {
          return `${stream} #${request} ${outcome} through the door of ${door}, sent ${formatDuration(startedAt - from)} after traffic flowed`;
        });
        const more = rest.length > MOST_LINES ? [`… and ${rest.length - MOST_LINES} more`] : [];
        const lastSeen = `${rest.length} of ${failed.length} failed requests had no cause on the timeline`;
        return { holds: rest.length === 0, lastSeen, details: [...told, ...more] };
      });
    },
  };
}
