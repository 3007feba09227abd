import type { RunningCluster } from '../../clusters/cluster.ts';
import type { PodState } from '../timeline/facts.ts';
import { type ActionContext, expectKind } from './action.ts';
import { namesOf } from './names.ts';
import { onMachine } from './on-machine.ts';

/**
 * Lets the processes of frozen pods go on.
 * @returns the action's id.
 * @throws as `act` does; also when a pod has no process, because it does not run.
 */
export function thawPods(
  context: ActionContext,
  cluster: Pick<RunningCluster, 'signalPod'>,
  pods: readonly PodState[],
): Promise<string> {
  expectKind('thaw-pods', 'Pod', pods);
  const deed = { verb: 'thaw-pods', summary: `let go on ${namesOf(pods)}`, subjects: pods };
  return onMachine(context, deed, (signal) =>
    Promise.all(pods.map(({ node = '', uid }) => cluster.signalPod(node, uid, 'CONT', signal))),
  );
}
