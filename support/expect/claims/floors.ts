import { membersByOwner } from '../../analysis/members-by-owner.ts';
import { formatWorkload, sameWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { podLives } from '../../analysis/pods.ts';
import type { Fact } from '../../timeline/facts.ts';
import type { Claim, Evaluation } from '../claim.ts';
import { noSlice, ownerNeverSeen } from './never-seen.ts';
import { judgeSince, OBJECTS_SINCE, type Since } from './since.ts';

/** The Service has at least so many members of the workload. Ask it with `stays`. */
export function membersAtLeast(service: string, count: number, workload: WorkloadName): Claim {
  const name = formatWorkload(workload);
  return {
    describe: `service/${service} has at least ${count} members of ${name}`,
    expected: `at least ${count}`,
    dependsOn: ['object-seen'],
    evaluate: (facts) => countingMembers(facts, service, workload, (members) => members >= count),
  };
}

/**
 * The Service has at most so many members of the workload, and had more when the window began. Ask it with `becomes`: it is what an
 * action leaves for a moment.
 */
export function membersFall(service: string, count: number, workload: WorkloadName, since: Since): Claim {
  const name = formatWorkload(workload);
  return {
    describe: `service/${service} falls to ${count} members of ${name}`,
    expected: `at most ${count}, and more before`,
    dependsOn: OBJECTS_SINCE,
    evaluate: (facts) =>
      judgeSince(facts, since, ({ window }) => {
        const present = countingMembers(facts, service, workload, (members) => members <= count);
        if (!present.holds) return present;
        const before = membersByOwner(
          facts.filter(({ at }) => at <= window.from),
          service,
        )?.get(name);
        if ((before ?? 0) > count) return present;
        return { holds: false, lastSeen: `${present.lastSeen}, and had ${before ?? 0} before` };
      }),
  };
}

/** At least so many pods of the workload are ready and not terminating. Ask it with `stays`. */
export function readyAtLeast(workload: WorkloadName, count: number): Claim {
  const name = formatWorkload(workload);
  return {
    describe: `${name} has at least ${count} ready pods`,
    expected: `at least ${count}`,
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const unknown = ownerNeverSeen(facts, workload);
      if (unknown !== undefined) return unknown;
      const ready = [...podLives(facts).values()].filter((life) => {
        const lives = life.goneAt === undefined && life.terminatingSince === undefined;
        return lives && life.last.ready && sameWorkload(life.owners.at(-1)?.workload, workload);
      }).length;
      return { holds: ready >= count, lastSeen: `${name} has ${ready} ready pods` };
    },
  };
}

function countingMembers(
  facts: readonly Fact[],
  service: string,
  workload: WorkloadName,
  isEnough: (members: number) => boolean,
): Evaluation {
  const members = membersByOwner(facts, service);
  if (members === undefined) return noSlice(facts, service);
  const unknown = ownerNeverSeen(facts, workload);
  if (unknown !== undefined) return unknown;
  const name = formatWorkload(workload);
  const count = members.get(name) ?? 0;
  return { holds: isEnough(count), lastSeen: `service/${service} has ${count} members of ${name}` };
}
