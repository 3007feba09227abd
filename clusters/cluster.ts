import type { NodeRole } from './topology.ts';

/** A machine of a cluster, as Kubernetes and the engine name it. */
export interface ClusterNode {
  readonly name: string;
  readonly role: NodeRole;
  /** Its address on the cluster's network. */
  readonly ip: string;
}

/** A published address of a NodePort: what a client on this host connects to, always on 127.0.0.1. */
export interface Door {
  readonly node: string;
  readonly nodePort: number;
  /** `http://127.0.0.1:PORT`, without a path. */
  readonly url: string;
}

/** A cluster that is up: what the rest of Kindling knows of clusters. Disposing it removes all that it consists of. */
export interface RunningCluster extends AsyncDisposable {
  readonly name: string;
  /** As the nodes report it, e.g. `v1.37.2`. */
  readonly kubernetesVersion: string;
  /** Path of a kubeconfig file of its own, readable by its owner alone. */
  readonly kubeconfig: string;
  readonly nodes: readonly ClusterNode[];
  /** The NodePorts that have doors. A Service that asks for another cannot be reached from this host. */
  readonly nodePorts: readonly number[];
  /** How long each phase of the start took, in ms and in order. */
  readonly phases: Readonly<Record<string, number>>;
  /** The doors of a NodePort, one per node. @throws for a NodePort without doors. */
  doors(nodePort: number): Door[];
  /** Writes logs and states of engine, nodes and pods into a folder, as much as can be had. */
  saveEvidence(folder: string): Promise<void>;
}
