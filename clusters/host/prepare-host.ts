import type { Progress } from '../progress.ts';
import type { Host, HostPlan } from './checks/check.ts';
import { checkHost } from './checks/host-checks.ts';
import { thisHost } from './checks/this-host.ts';

/**
 * Makes the host fit for a cluster: sets what can be set, and says so; says what may become trouble.
 * @throws one error that names everything that cannot work, each with the command that mends it.
 */
export function prepareHost(plan: HostPlan, progress: Progress, host: Host = thisHost): void {
  const errors: string[] = [];
  for (const verdict of checkHost(host, plan)) {
    const { subject, found } = verdict;
    if (verdict.level === 'settable') {
      verdict.set();
      progress(`Set for the run: ${subject} was ${found}`);
    } else if (verdict.level === 'warning') {
      progress(`Warning: ${subject} is ${found}. To mend it: ${verdict.remedy}`);
    } else if (verdict.level === 'error') {
      errors.push(`${subject}: ${found}\n    to mend it: ${verdict.remedy}`);
    }
  }
  if (errors.length === 0) return;
  throw new Error(`This host cannot run a cluster of ${plan.nodes} nodes:\n  ${errors.join('\n  ')}`);
}
