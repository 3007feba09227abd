import type { RunningCluster } from '../../clusters/cluster.ts';
import { NoProcess } from '../../clusters/no-process.ts';
import { freezePods } from '../act/freeze-pods.ts';
import type { PodState } from '../timeline/facts.ts';
import { doToPods } from './do-to-pods.ts';
import type { PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';

/** The run's own signal has aborted when the run was interrupted, and a cluster that stays must not keep the fault. */
const LET_GO_MS = 10_000;

/** Freezes pods until the scenario ends at the latest: a frozen process ends only when its grace period is over. */
export async function freeze(scenario: Scenario, selection: PodSelection): Promise<void> {
  const { cluster } = scenario.run;
  await doToPods(scenario, selection, (context, pods) => {
    // Before, because some may be frozen when freezing others fails.
    scenario.undo.defer(() => letGoOn(cluster, pods));
    return freezePods(context, cluster, pods);
  });
}

/** Lets the processes of pods go on, those of pods that have ended excepted. @throws what failed, when all were asked. */
export async function letGoOn(
  cluster: Pick<RunningCluster, 'signalPod'>,
  pods: readonly Pick<PodState, 'node' | 'uid'>[],
): Promise<void> {
  const signal = AbortSignal.timeout(LET_GO_MS);
  const asked = await Promise.allSettled(
    pods.map(({ node = '', uid }) => cluster.signalPod(node, uid, 'CONT', signal)),
  );
  const failed = asked
    .filter((result) => result.status === 'rejected')
    .map(({ reason }) => reason as unknown)
    .filter((reason) => !(reason instanceof NoProcess));
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} pods may still be frozen: ${failed[0]}`);
}
