import type { RunningCluster } from '../../clusters/cluster.ts';
import type { PodState } from '../timeline/facts.ts';
import { type ActionContext, expectKind } from './action.ts';
import { namesOf } from './names.ts';
import { onMachine } from './on-machine.ts';

/**
 * Freezes all processes of pods, as if they hung: the kubelet finds them not ready once its probes have failed three times, and
 * restarts nothing as long as there is no liveness probe.
 * @returns the action's id.
 * @throws as `act` does; also when a pod has no process, because it does not run.
 */
export function freezePods(
  context: ActionContext,
  cluster: Pick<RunningCluster, 'signalPod'>,
  pods: readonly PodState[],
): Promise<string> {
  expectKind('freeze-pods', 'Pod', pods);
  const deed = { verb: 'freeze-pods', summary: `froze ${namesOf(pods)}`, subjects: pods };
  return onMachine(context, deed, (signal) =>
    Promise.all(pods.map(({ node = '', uid }) => cluster.signalPod(node, uid, 'STOP', signal))),
  );
}
