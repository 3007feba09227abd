import { formatWorkload, sameWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { type PodLife, podLives } from '../../analysis/pods.ts';
import type { Claim } from '../claim.ts';

/**
 * Every pod of one workload is older than every pod of another, by `metadata.creationTimestamp` in whole seconds, which is how
 * controllers compare ages: pods of the same second are decided by name.
 */
export function olderThan(older: WorkloadName, younger: WorkloadName): Claim {
  const names = { older: formatWorkload(older), younger: formatWorkload(younger) };
  return {
    describe: `every pod of ${names.older} is older than every pod of ${names.younger}`,
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const lives = [...podLives(facts).values()];
      const born = (workload: WorkloadName) =>
        lives.filter((life) => isOwned(life, workload)).map((life) => life.createdAt);
      const [newest, oldest] = [Math.max(...born(older)), Math.min(...born(younger))];
      if (!Number.isFinite(newest) || !Number.isFinite(oldest)) {
        return { holds: false, lastSeen: `${names.older} or ${names.younger} has no pod` };
      }
      const apart = (oldest - newest) / 1000;
      const told = apart > 0 ? `${apart} s later than` : 'not later than';
      return {
        holds: apart > 0,
        lastSeen: `the first pod of ${names.younger} was created ${told} the last of ${names.older}`,
      };
    },
  };
}

function isOwned({ owners, goneAt }: PodLife, workload: WorkloadName): boolean {
  return goneAt === undefined && sameWorkload(owners.at(-1)?.workload, workload);
}
