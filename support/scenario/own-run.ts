import { judge } from '../expect/verdict-errors.ts';
import { theOwnCluster } from '../run/current-run.ts';
import type { Run } from '../run/run.ts';
import type { ScenarioPlace } from './scenario.ts';

/**
 * The run on a cluster that a scenario has to itself until this is disposed of. When there can be none the scenario is broken,
 * which is on the timeline then.
 */
export async function takeOwnRun(shared: Run, number: number, place: ScenarioPlace): Promise<OwnRun> {
  const cluster = theOwnCluster();
  try {
    const run = await cluster.take();
    return { run, [Symbol.asyncDispose]: () => cluster.giveBack(run) };
  } catch (error) {
    const scenario = `s${number}`;
    shared.timeline.append({ type: 'scenario-started', scenario, ...place, namespace: '' });
    shared.timeline.append({ type: 'scenario-finished', scenario, ...judge(error, []) });
    throw error;
  }
}

/** A run that is lent; disposing of this gives it back. */
export interface OwnRun extends AsyncDisposable {
  readonly run: Run;
}
