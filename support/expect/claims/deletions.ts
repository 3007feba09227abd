import { pods } from '../../analysis/counting.ts';
import { deletionsIn } from '../../analysis/deletions.ts';
import { formatDuration } from '../../analysis/durations.ts';
import { NO_OWNER } from '../../analysis/members-by-owner.ts';
import { formatWorkload, type WorkloadName } from '../../analysis/owners.ts';
import type { Claim } from '../claim.ts';
import { ownerNeverSeen } from './never-seen.ts';
import { judgeSince, OBJECTS_SINCE, type Since } from './since.ts';

/** This many pods are deleted while the workload owns them, by whomever. */
export function losesExactly(workload: WorkloadName, count: number, since: Since): Claim {
  const name = formatWorkload(workload);
  return {
    describe: `${count === 0 ? 'no pod' : `exactly ${pods(count)}`} of ${name} ${count > 1 ? 'are' : 'is'} deleted`,
    expected: count === 0 ? 'none' : `exactly ${count}`,
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window, after }) => {
        const unknown = ownerNeverSeen(facts, workload);
        if (unknown !== undefined) return unknown;
        const deleted = deletionsIn(facts, window).get(name)?.deletions ?? [];
        const details = deleted.flatMap(({ pod, node, at, why, by }) => [
          `${pod.name} on ${node ?? 'no node'}, deleted ${formatDuration(at - window.from)} ${after}`,
          by === 'action' ? `why: you ${why}` : `why: ${why}`,
        ]);
        const seen = deleted.length === 0 ? 'no pod' : pods(deleted.length);
        const lastSeen = `${seen} of ${name} ${deleted.length > 1 ? 'were' : 'was'} deleted`;
        return { holds: deleted.length === count, final: deleted.length > count, lastSeen, details };
      }),
  };
}

/** Between so many and so many pods are deleted, whoever owns them, if anybody does: what is certain of a race without a fixed winner. */
export function losesBetween(least: number, most: number, since: Since): Claim {
  const range = least === most ? `exactly ${pods(most)}` : `between ${least} and ${pods(most)}`;
  return {
    describe: `${range} are deleted`,
    expected: range,
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window }) => {
        const all = [...deletionsIn(facts, window)].flatMap(([owner, { deletions }]) => {
          const whose = owner === NO_OWNER ? 'without an owner' : `of ${owner}`;
          return deletions.map(({ pod, why }) => `${pod.name} ${whose}: ${why}`);
        });
        const lastSeen = `${pods(all.length)} ${all.length === 1 ? 'was' : 'were'} deleted`;
        return { holds: all.length >= least && all.length <= most, final: all.length > most, lastSeen, details: all };
      }),
  };
}
