import type { ActionContext } from '../act/action.ts';
import type { PodState } from '../timeline/facts.ts';
import type { PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';
import { selectPods } from './select-pods.ts';

/** Does something to the pods that a step means, chosen once the cluster is at rest; they are "the pods" from then on. */
export async function doToPods(
  scenario: Scenario,
  selection: PodSelection,
  verb: (context: ActionContext, pods: readonly PodState[]) => Promise<string>,
): Promise<void> {
  await scenario.do(
    () => selectPods(scenario, selection),
    (pods) => verb(scenario.actions, pods),
  );
}
