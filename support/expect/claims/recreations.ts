import { pods } from '../../analysis/counting.ts';
import { formatDuration } from '../../analysis/durations.ts';
import { formatWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { recreationsIn } from '../../analysis/recreations.ts';
import type { Claim } from '../claim.ts';
import { ownerNeverSeen } from './never-seen.ts';
import { judgeSince, OBJECTS_SINCE, type Since } from './since.ts';

/**
 * The workload makes this many pods in answer to what happened, no more and no fewer. `eventually` passes as soon as the
 * number is reached; `settles` sees besides that no further one comes.
 */
export function recreatesExactly(workload: WorkloadName, count: number, since: Since): Claim {
  const name = formatWorkload(workload);
  const describe = count === 0 ? `${name} recreates no pod` : `${name} recreates exactly ${pods(count)}`;
  return recreates(workload, { least: count, most: count }, since, describe, count === 0 ? 'none' : `exactly ${count}`);
}

/** Between so many and so many: what is certain of a race without a fixed winner. */
export function recreatesBetween(workload: WorkloadName, least: number, most: number, since: Since): Claim {
  const range = `between ${least} and ${most}`;
  return recreates(workload, { least, most }, since, `${formatWorkload(workload)} recreates ${range} pods`, range);
}

function recreates(
  workload: WorkloadName,
  { least, most }: { readonly least: number; readonly most: number },
  since: Since,
  describe: string,
  expected: string,
): Claim {
  const name = formatWorkload(workload);
  return {
    describe,
    expected,
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window, after }) => {
        const unknown = ownerNeverSeen(facts, workload);
        if (unknown !== undefined) return unknown;
        const made = recreationsIn(facts, window).get(name)?.recreations ?? [];
        const details = made.flatMap(({ pod, node, delayMs, why }) => [
          `${pod.name} on ${node ?? 'no node yet'}, created ${formatDuration(delayMs)} ${after}`,
          `why: ${why}`,
        ]);
        const lastSeen = `${name} recreated ${made.length === 0 ? 'no pod' : pods(made.length)}`;
        const holds = made.length >= least && made.length <= most;
        return { holds, final: made.length > most, lastSeen, details };
      }),
  };
}

/** The workload makes no pod in answer to what happened. */
export function recreatesNone(workload: WorkloadName, since: Since): Claim {
  return recreatesExactly(workload, 0, since);
}
