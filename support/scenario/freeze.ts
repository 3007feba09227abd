import { freezePods } from '../act/freeze-pods.ts';
import { doToPods } from './do-to-pods.ts';
import type { PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';

/** Freezes pods until the scenario ends at the latest: a frozen process ends only when its grace period is over. */
export async function freeze(scenario: Scenario, selection: PodSelection): Promise<void> {
  const { cluster, signal } = scenario.run;
  await doToPods(scenario, selection, async (context, pods) => {
    const frozen = await freezePods(context, cluster, pods);
    scenario.undo.defer(async () => {
      for (const { node = '', uid } of pods) await cluster.signalPod(node, uid, 'CONT', signal).catch(ignoreGone);
    });
    return frozen;
  });
}

/** A pod that has ended since has no process to let go on, and a stopped node none at all. */
function ignoreGone(): void {}
