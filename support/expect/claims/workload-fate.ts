import { SIGHT_MS } from '../../analysis/delays.ts';
import { formatDuration } from '../../analysis/durations.ts';
import { goneAt } from '../../analysis/histories.ts';
import { formatWorkload, sameWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { ownerAt, podLives } from '../../analysis/pods.ts';
import { workloadHistories } from '../../analysis/workloads.ts';
import type { Claim } from '../claim.ts';
import { workloadNeverSeen } from './never-seen.ts';
import { judgeSince, OBJECTS_SINCE, type Since } from './since.ts';

/**
 * The workload's object goes, and not before the last of the pods that it had when the window began, which is what deletion in the
 * foreground promises (`blockOwnerDeletion`). Pods and workloads are watched apart, so 0.15 s of another order prove nothing.
 */
export function goesAfterItsPods(workload: WorkloadName, since: Since): Claim {
  const name = formatWorkload(workload);
  return {
    describe: `${name} is gone only after its pods`,
    expected: 'its pods to go first',
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window }) => {
        const unknown = workloadNeverSeen(facts, workload);
        if (unknown !== undefined) return unknown;
        const object = workloadHistories(facts, workload).findLast(([{ at }]) => at <= window.from);
        const lives = [...podLives(facts).values()].filter((life) => {
          return (life.goneAt ?? Infinity) > window.from && sameWorkload(ownerAt(life, window.from), workload);
        });
        if (object === undefined || lives.length === 0) return { holds: false, lastSeen: `${name} had no pod` };
        const left = lives.filter((life) => life.goneAt === undefined).map(({ ref }) => ref.name);
        const gone = goneAt(object);
        if (gone === undefined)
          return {
            holds: false,
            lastSeen: `${name} exists, and ${lives.length - left.length} of ${lives.length} pods are gone`,
          };
        if (left.length > 0) return { holds: false, lastSeen: `${name} is gone, and ${left.join(', ')} is not` };
        const aheadMs = Math.max(...lives.map((life) => life.goneAt ?? gone)) - gone;
        if (aheadMs <= SIGHT_MS) return { holds: true, lastSeen: `${name} went after its ${lives.length} pods` };
        return {
          holds: false,
          final: true,
          lastSeen: `${name} was gone ${formatDuration(aheadMs)} before the last of its pods`,
        };
      }),
  };
}

/** The workload puts its controller reference on another one in the window, as a Deployment does to a ReplicaSet. */
export function adoptsWorkload(workload: WorkloadName, adopted: WorkloadName, since: Since): Claim {
  const [name, other] = [formatWorkload(workload), formatWorkload(adopted)];
  return {
    describe: `${name} adopts ${other}`,
    expected: `${name} to adopt it`,
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window }) => {
        const unknown = workloadNeverSeen(facts, workload) ?? workloadNeverSeen(facts, adopted);
        if (unknown !== undefined) return unknown;
        const uids = workloadHistories(facts, workload).map(([{ state }]) => state.uid);
        const holds = workloadHistories(facts, adopted).some((history) =>
          // At first sight it is its maker's reference, which is no adoption.
          history.slice(1).some(({ at, state: { controller } }, index) => {
            const changed = history[index]?.state.controller?.uid !== controller?.uid;
            return at >= window.from && changed && controller !== undefined && uids.includes(controller.uid);
          }),
        );
        return { holds, lastSeen: `${name} ${holds ? 'adopted' : 'has not adopted'} ${other}` };
      }),
  };
}
