import type { Engine } from './engine/engine.ts';
import { whyApiServerIsSilent } from './kind/api-server-answers.ts';
import { RUN_LABEL } from './kind/labels.ts';
import type { KeptCluster } from './registry/kept-clusters.ts';

/** How a cluster that was put up to stay is now. */
export interface KeptClusterState {
  /** `stopped`: a node's container does not run; `silent`: all run, but the API server does not answer. */
  readonly state: 'running' | 'stopped' | 'silent';
  /** What is wrong, in one sentence; undefined when nothing is. */
  readonly problem: string | undefined;
}

/** Looks whether a cluster's containers run and its API server answers. @param engine undefined when none runs. */
export async function stateOf(
  cluster: KeptCluster,
  engine: Engine | undefined,
  signal: AbortSignal,
): Promise<KeptClusterState> {
  if (engine === undefined) return { state: 'stopped', problem: 'the container engine does not run' };
  const containers = await engine.client.container.dockerode.listContainers({
    all: true,
    filters: { label: [`${RUN_LABEL}=${cluster.run}`] },
  });
  const states = new Map(containers.map(({ Names, State }) => [Names[0]?.slice(1), State]));
  const down = cluster.nodes.filter(({ name }) => states.get(name) !== 'running');
  if (down.length > 0) {
    const problem = down.map(({ name }) => `the container of node ${name} is ${states.get(name) ?? 'gone'}`).join(', ');
    return { state: 'stopped', problem };
  }
  const silence = await whyApiServerIsSilent(cluster.kubeconfig, signal);
  if (silence === undefined) return { state: 'running', problem: undefined };
  return { state: 'silent', problem: `the API server does not answer (${silence})` };
}
