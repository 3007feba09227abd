import { rmSync } from 'node:fs';
import type { Door, RunningCluster } from '../cluster.ts';
import type { Engine } from '../engine/engine.ts';
import { removeRunFromEngine } from '../registry/sweep.ts';
import { saveEvidence } from './evidence.ts';
import type { KindNode } from './node.ts';

/** What is known of a cluster that is up. */
export interface StartedKindClusterFacts {
  readonly run: string;
  readonly name: string;
  readonly version: string;
  readonly kubeconfig: string;
  readonly nodePorts: readonly number[];
  readonly phases: Readonly<Record<string, number>>;
}

/** A kind cluster that is up; see `RunningCluster`. */
export class StartedKindCluster implements RunningCluster {
  readonly name: string;
  readonly kubernetesVersion: string;
  readonly kubeconfig: string;
  readonly nodes: readonly KindNode[];
  readonly nodePorts: readonly number[];
  readonly phases: Readonly<Record<string, number>>;
  readonly #engine: Engine;
  readonly #run: string;

  constructor(engine: Engine, facts: StartedKindClusterFacts, nodes: readonly KindNode[]) {
    this.#engine = engine;
    this.#run = facts.run;
    this.name = facts.name;
    this.kubernetesVersion = facts.version;
    this.kubeconfig = facts.kubeconfig;
    this.nodePorts = facts.nodePorts;
    this.phases = facts.phases;
    this.nodes = nodes;
  }

  doors(nodePort: number): Door[] {
    if (!this.nodePorts.includes(nodePort)) {
      throw new Error(
        `NodePort ${nodePort} of cluster ${this.name} has no doors: it publishes ${this.nodePorts.join(', ')}`,
      );
    }
    return this.nodes.map(({ name, container }) => ({
      node: name,
      nodePort,
      url: `http://127.0.0.1:${container.getMappedPort(nodePort)}`,
    }));
  }

  saveEvidence(folder: string): Promise<void> {
    const { dockerode } = this.#engine.client.container;
    const containers = this.nodes.map(({ container }) => dockerode.getContainer(container.getId()));
    return saveEvidence(folder, this.#engine, containers, this.nodes);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await removeRunFromEngine(this.#engine, this.#run);
    rmSync(this.kubeconfig, { force: true });
  }
}
