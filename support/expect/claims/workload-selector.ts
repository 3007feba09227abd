import { isDeepStrictEqual } from 'node:util';
import { formatWorkload, type WorkloadName } from '../../analysis/owners.ts';
import { formatLabels } from '../../analysis/selectors.ts';
import { workloadAt, workloadHistories } from '../../analysis/workloads.ts';
import type { Claim } from '../claim.ts';
import { noWorkload } from './never-seen.ts';

/**
 * The `matchLabels` of a workload's selector have these keys and no others, with whatever values. Its `matchExpressions` are not
 * looked at.
 */
export function selectsOn(workload: WorkloadName, keys: readonly string[]): Claim {
  const name = formatWorkload(workload);
  const wanted = keys.join(' and ');
  return {
    describe: `${name} selects on ${wanted}`,
    expected: wanted,
    dependsOn: ['object-seen'],
    evaluate(facts) {
      const selector = workloadAt(workloadHistories(facts, workload))?.selector;
      if (selector === undefined) return noWorkload(facts, workload);
      const holds = isDeepStrictEqual(new Set(keys), new Set(Object.keys(selector)));
      return { holds, lastSeen: `${name} selects on ${formatLabels(selector)}` };
    },
  };
}
