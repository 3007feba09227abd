import { pods } from '../../analysis/counting.ts';
import { formatWorkload, sameWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { type PodLife, podLives } from '../../analysis/pods.ts';
import { workloadAt, workloadHistories } from '../../analysis/workloads.ts';
import type { Fact } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { noWorkload, ownerNeverSeen, workloadNeverSeen } from './never-seen.ts';

/** So many pod objects are owned by the workload, terminating and failed ones among them. */
export function ownsExactly(workload: WorkloadName, count: number): Claim {
  const name = formatWorkload(workload);
  const owned = ({ owners }: PodLife) => sameWorkload(owners.at(-1)?.workload, workload);
  return counting({ tell: (some) => `${name} owns ${some}`, count, matches: owned, workload });
}

/** So many pods that the workload owns carry the label. */
export function ownsLabelled(workload: WorkloadName, count: number, key: string, value: string): Claim {
  const name = formatWorkload(workload);
  const labelled = ({ owners, last }: PodLife) =>
    sameWorkload(owners.at(-1)?.workload, workload) && last.labels[key] === value;
  return counting({
    tell: (some) => `${name} owns ${some} labelled ${key}=${value}`,
    count,
    matches: labelled,
    workload,
  });
}

/** So many pods run that nobody owns. */
export function runWithoutOwner(count: number): Claim {
  return counting({
    tell: (some, number) => `${some} run${number === 1 ? 's' : ''} without an owner`,
    count,
    matches(life) {
      const ending = life.terminatingSince !== undefined || life.last.phase !== 'Running';
      return life.owners.at(-1)?.controller === undefined && !ending;
    },
  });
}

/** The workload's object is gone, and it was there before. */
export function workloadIsGone(workload: WorkloadName): Claim {
  const name = formatWorkload(workload);
  return {
    describe: `${name} is gone`,
    expected: 'it to be gone',
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const unknown = workloadNeverSeen(facts, workload);
      if (unknown !== undefined) return unknown;
      const gone = workloadAt(workloadHistories(facts, workload)) === undefined;
      return { holds: gone, lastSeen: `${name} ${gone ? 'is gone' : 'exists'}` };
    },
  };
}

/** The workload's controller counts so many pods of so many that it wants. */
export function countsPods(workload: WorkloadName, current: number, desired: number): Claim {
  const name = formatWorkload(workload);
  return {
    describe: `${name} has ${current} of ${pods(desired)}`,
    expected: `${current} of ${desired}`,
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const state = workloadAt(workloadHistories(facts, workload));
      if (state === undefined) return noWorkload(facts, workload);
      const lastSeen = `${name} has ${state.current} of ${pods(state.desired)}`;
      return { holds: state.current === current && state.desired === desired, lastSeen };
    },
  };
}

interface Counting {
  /** Says of some pods, "2 pods", what they are. */
  tell(some: string, number: number): string;
  readonly count: number;
  matches(life: PodLife): boolean;
  readonly workload?: WorkloadName;
}

function counting({ tell, count, matches, workload }: Counting): Claim {
  return {
    describe: tell(pods(count), count),
    expected: `exactly ${count}`,
    dependsOn: ['object-seen'],
    evaluate(facts: readonly Fact[]) {
      const unknown = workload && ownerNeverSeen(facts, workload);
      if (unknown !== undefined) return unknown;
      const found = [...podLives(facts).values()].filter((life) => life.goneAt === undefined && matches(life));
      const names = found.map(({ ref, last }) => `${ref.name} (${last.phase})`).join(', ');
      const lastSeen = `${tell(pods(found.length), found.length)}${names ? `: ${names}` : ''}`;
      return { holds: found.length === count, lastSeen };
    },
  };
}
