import { rmSync } from 'node:fs';
import type { AuditEvent, ClusterNode, Door, EvidenceOf, ManagedCluster } from '../cluster.ts';
import { doorsOf } from '../doors-of.ts';
import { removeRunFromEngine } from '../registry/sweep.ts';
import { loadImage } from './load-image.ts';
import { saveNamespaceEvidence } from './namespace-evidence.ts';
import type { KindNode } from './node.ts';
import { addWorker } from './operations/add-worker.ts';
import { auditLog } from './operations/audit-log.ts';
import { forgetConnections } from './operations/forget-connections.ts';
import { pauseNode, unpauseNode } from './operations/pause-node.ts';
import { removeWorker } from './operations/remove-worker.ts';
import { restartApiServer } from './operations/restart-api-server.ts';
import { signalPod } from './operations/signal-pod.ts';
import { startStoppedNode } from './operations/start-stopped-node.ts';
import { stopNode } from './operations/stop-node.ts';
import { type KindClusterParts, nodeNamed } from './parts.ts';

/** What is known of a cluster that is up. */
export interface StartedKindClusterFacts {
  readonly version: string;
  readonly kubeconfig: string;
  readonly nodePorts: readonly number[];
  readonly phases: Readonly<Record<string, number>>;
  readonly nodesReadyMs: number;
}

/** A kind cluster that is up; see `ManagedCluster`. */
export class StartedKindCluster implements ManagedCluster {
  readonly name: string;
  readonly kubernetesVersion: string;
  readonly kubeconfig: string;
  readonly nodePorts: readonly number[];
  readonly phases: Readonly<Record<string, number>>;
  /** From the start of its start until all nodes were Ready. */
  readonly nodesReadyMs: number;
  readonly #parts: KindClusterParts;

  constructor(parts: KindClusterParts, facts: StartedKindClusterFacts) {
    this.#parts = parts;
    this.name = parts.name;
    this.kubernetesVersion = facts.version;
    this.kubeconfig = facts.kubeconfig;
    this.nodePorts = facts.nodePorts;
    this.phases = facts.phases;
    this.nodesReadyMs = facts.nodesReadyMs;
  }

  get nodes(): readonly KindNode[] {
    return this.#parts.nodes;
  }

  doors(nodePort: number): Door[] {
    return doorsOf(this, nodePort, () =>
      this.nodes.map(({ name, container }) => ({
        node: name,
        nodePort,
        url: `http://127.0.0.1:${container.getMappedPort(nodePort)}`,
      })),
    );
  }

  addWorker(signal: AbortSignal): Promise<ClusterNode> {
    return addWorker(this.#parts, this.kubernetesVersion, this.nodePorts, signal);
  }

  removeWorker(node: string, signal: AbortSignal): Promise<void> {
    return removeWorker(this.#parts, node, signal);
  }

  stopNode(node: string, signal: AbortSignal): Promise<void> {
    return stopNode(this.#parts, node, signal);
  }

  startNode(node: string, signal: AbortSignal): Promise<void> {
    return startStoppedNode(this.#parts, node, signal);
  }

  pauseNode(node: string, signal: AbortSignal): Promise<void> {
    return pauseNode(this.#parts, node, signal);
  }

  unpauseNode(node: string, signal: AbortSignal): Promise<void> {
    return unpauseNode(this.#parts, node, signal);
  }

  restartApiServer(signal: AbortSignal, node?: string): Promise<void> {
    return restartApiServer(this.#parts, node, signal);
  }

  loadImage(source: string, signal: AbortSignal): Promise<string[]> {
    return loadImage(this.#parts, this.#running(), source, signal);
  }

  auditLog(signal: AbortSignal): Promise<AuditEvent[]> {
    const { name, topology } = this.#parts;
    const controlPlanes = this.#running().filter(({ role }) => role === 'control-plane');
    return auditLog({ name, topology, controlPlanes }, signal);
  }

  signalPod(node: string, podUid: string, kill: 'STOP' | 'CONT', signal: AbortSignal): Promise<void> {
    return signalPod(nodeNamed(this.#parts, node), podUid, kill, signal);
  }

  forgetConnections(nodePort: number, signal: AbortSignal): Promise<void> {
    return forgetConnections(this.#running(), nodePort, signal);
  }

  saveEvidence(folder: string, of: EvidenceOf): Promise<void> {
    return saveNamespaceEvidence(folder, this.#running(), of);
  }

  #running(): KindNode[] {
    return this.nodes.filter(({ state }) => state === 'running');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await removeRunFromEngine(this.#parts.engine, this.#parts.run);
    rmSync(this.kubeconfig, { force: true });
  }
}
