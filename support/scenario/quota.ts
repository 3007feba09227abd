import { deleteObjects } from '../act/delete-objects.ts';
import { apply } from '../kubernetes/apply.ts';
import type { ObjectRef } from '../timeline/facts.ts';
import { demandAction } from './demand-action.ts';
import type { Scenario } from './scenario.ts';

const quotas = new WeakMap<Scenario, ObjectRef>();

/** Lets the scenario's namespace have so many pods at most, as preparation. */
export async function limitPods(scenario: Scenario, pods: number): Promise<void> {
  demandAction(scenario.claiming);
  const { run, signal, namespace } = scenario;
  const quota = {
    apiVersion: 'v1',
    kind: 'ResourceQuota',
    metadata: { name: 'pods' },
    spec: { hard: { pods: String(pods) } },
  };
  const [stored] = await apply(run.client, quota, { signal, namespace: namespace.name });
  if (stored === undefined) throw new Error('the quota was not stored');
  const { name, uid } = stored.metadata;
  quotas.set(scenario, { kind: 'ResourceQuota', namespace: namespace.name, name, uid });
}

/** Lifts that limit, as an action. @throws when there is none. */
export async function liftLimit(scenario: Scenario): Promise<void> {
  const quota = quotas.get(scenario);
  if (quota === undefined) throw new Error('no quota was set: is "a quota of … pods" missing?');
  await scenario.do(
    () => [quota],
    (subjects) => deleteObjects(scenario.actions, subjects),
  );
}
