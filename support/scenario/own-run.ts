import { judge } from '../expect/verdict-errors.ts';
import type { Run } from '../run/run.ts';
import { runOptions } from '../run/run-options.ts';
import { tell } from '../run/tell.ts';
import type { ScenarioPlace } from './scenario.ts';

/** Starts the cluster of a scenario that has one to itself. When that fails the scenario is broken, which is on the timeline then. */
export async function startOwnRun(shared: Run, number: number, place: ScenarioPlace): Promise<Run> {
  try {
    return await shared.onOwnCluster(runOptions(), tell);
  } catch (error) {
    const scenario = `s${number}`;
    shared.timeline.append({ type: 'scenario-started', scenario, ...place, namespace: '' });
    shared.timeline.append({ type: 'scenario-finished', scenario, ...judge(error, []) });
    throw error;
  }
}
