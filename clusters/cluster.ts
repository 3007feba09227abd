import type { NodeRole } from './topology.ts';

/** Whether a node's machine runs, was stopped, or is frozen: its processes stand still, while its kernel still answers. */
export type NodeState = 'running' | 'stopped' | 'paused';

/** A machine of a cluster, as Kubernetes and the engine name it. */
export interface ClusterNode {
  readonly name: string;
  readonly role: NodeRole;
  /** Its address on the cluster's network; it keeps it for good. */
  readonly ip: string;
  readonly state: NodeState;
}

/** One event of the API server's audit log (audit.k8s.io/v1), with the fields that are asked for most. */
export interface AuditEvent {
  readonly auditID: string;
  readonly stage: string;
  readonly level: string;
  readonly verb: string;
  readonly requestURI: string;
  readonly user: { readonly username: string };
  readonly objectRef?: {
    readonly resource?: string;
    readonly subresource?: string;
    readonly namespace?: string;
    readonly name?: string;
  };
  readonly responseStatus?: { readonly code?: number };
  /** What the API server answered, at level `RequestResponse`. */
  readonly responseObject?: unknown;
  /** RFC 3339 with microseconds, by the control plane's clock. */
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
}

/** A published address of a NodePort: what a client on this host connects to, always on 127.0.0.1, over TCP and UDP alike. */
export interface Door {
  readonly node: string;
  readonly nodePort: number;
  /** `http://127.0.0.1:PORT`, without a path. */
  readonly url: string;
}

/** What evidence is wanted of: the pods of a namespace, and what nodes did since then. */
export interface EvidenceOf {
  readonly namespace: string;
  /** In ms since 1970, by this host's clock, which is the nodes', too. */
  readonly since: number;
}

/** A cluster that is up: what the rest of Kindling knows of clusters. Disposing it removes all that it consists of. */
export interface RunningCluster extends AsyncDisposable {
  readonly name: string;
  /** As the nodes report it, e.g. `v1.37.2`. */
  readonly kubernetesVersion: string;
  /** Path of a kubeconfig file of its own, readable by its owner alone. */
  readonly kubeconfig: string;
  /** Those that there are now: workers come and go. */
  readonly nodes: readonly ClusterNode[];
  /** The NodePorts that have doors. A Service that asks for another cannot be reached from this host. */
  readonly nodePorts: readonly number[];
  /** How long each phase of the start took, in ms and in order. */
  readonly phases: Readonly<Record<string, number>>;
  /**
   * The doors of a NodePort, one per node. A node keeps its doors when it is stopped (they then refuse connections) and
   * started again. @throws for a NodePort without doors.
   */
  doors(nodePort: number): Door[];
  /**
   * Sends a signal to all processes of a pod, past Kubernetes: `STOP` freezes them as if they hung, `CONT` lets them go on.
   * @throws NoProcess when no process of it runs on that node.
   */
  signalPod(node: string, podUid: string, kill: 'STOP' | 'CONT', signal: AbortSignal): Promise<void>;
  /**
   * Has running nodes forget all connections to a NodePort, so that none of an earlier Service leads those of the next one.
   * @throws naming the node that failed.
   */
  forgetConnections(nodePort: number, signal: AbortSignal): Promise<void>;
  /**
   * Writes into a folder what running nodes know of connections, logs of a namespace's pods, and what nodes logged since then.
   * What cannot be had is written down as such. @throws when nothing can be written.
   */
  saveEvidence(folder: string, of: EvidenceOf): Promise<void>;
}

/** A running cluster whose nodes can be changed, by the process that started it. */
export interface ManagedCluster extends RunningCluster {
  /** Adds a worker with all that the cluster's workers have, and waits until it is Ready. */
  addWorker(signal: AbortSignal): Promise<ClusterNode>;
  /** Removes a worker and its Node object at once, without draining it: its pods are gone. @throws for a control plane. */
  removeWorker(node: string, signal: AbortSignal): Promise<void>;
  /** Shuts a node down, as `systemctl poweroff` does; what has not ended after 10 s is killed. */
  stopNode(node: string, signal: AbortSignal): Promise<void>;
  /** Starts a stopped node and waits until its kubelet says Ready; a control plane's API server answers then, too. */
  startNode(node: string, signal: AbortSignal): Promise<void>;
  /** Freezes all processes of a node: it neither works nor says that it does not. */
  pauseNode(node: string, signal: AbortSignal): Promise<void>;
  unpauseNode(node: string, signal: AbortSignal): Promise<void>;
  /**
   * Kills the API server of a control plane, as a crash would, and waits until its successor is ready. The kubelet starts it at
   * once the first time, and later (10 s, then 20 s, …) when it has had to do so shortly before.
   * @param node a control plane; without one the first that runs.
   */
  restartApiServer(signal: AbortSignal, node?: string): Promise<void>;
  /**
   * Loads images into all running nodes at the same time.
   * @param source a reference that the container engine knows, or the path of a tar file (`….tar`) as `docker save` makes it.
   * @returns the references by which pods name them.
   * @throws naming every node that failed, with its reason.
   */
  loadImage(source: string, signal: AbortSignal): Promise<string[]>;
  /** The audit log of all running control planes, in order of time. @throws when the topology has no audit policy. */
  auditLog(signal: AbortSignal): Promise<AuditEvent[]>;
}
