import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { ActionContext } from '../act/action.ts';
import { addNode } from '../act/add-node.ts';
import { restartApiServer } from '../act/restart-api-server.ts';
import type { NodeState } from '../timeline/facts.ts';
import { doToSelectedNode } from './nodes.ts';
import type { PodSelection } from './pod-selection.ts';
import type { Scenario } from './scenario.ts';

/** Does something to the machine of the node of the pods that a step means; it is "the node" from then on. */
export async function doToMachine(
  scenario: Scenario,
  selection: PodSelection,
  verb: (context: ActionContext, cluster: ManagedCluster, node: NodeState) => Promise<string>,
): Promise<void> {
  const cluster = ownClusterOf(scenario);
  await doToSelectedNode(scenario, selection, (node) => verb(scenario.actions, cluster, node));
}

/** Adds a worker; it is "the node" from then on. */
export async function addNodeTo(scenario: Scenario): Promise<void> {
  const cluster = ownClusterOf(scenario);
  await scenario.do(
    () => [],
    () => addNode(scenario.actions, cluster),
  );
}

/** Restarts the API server of the first control plane. */
export async function restartApiServerOf(scenario: Scenario): Promise<void> {
  const cluster = ownClusterOf(scenario);
  const name = cluster.nodes.find(({ role }) => role === 'control-plane')?.name;
  await scenario.do(
    () => scenario.present('Node').filter((node) => node.name === name),
    async ([node]) => {
      if (node === undefined) throw new Error(`there is no node ${name}`);
      return restartApiServer(scenario.actions, cluster, node);
    },
  );
}

function ownClusterOf({ run }: Scenario): ManagedCluster {
  if (run.ownCluster !== undefined) return run.ownCluster;
  throw new Error('what is done to machines disturbs every scenario of a cluster: tag this one @own-cluster');
}
