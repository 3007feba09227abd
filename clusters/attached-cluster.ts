import type { AuditEvent, ClusterNode, Door, EvidenceOf, RunningCluster } from './cluster.ts';
import { doorsOf } from './doors-of.ts';
import type { Engine } from './engine/engine.ts';
import { attachedNode, type CommandNode } from './kind/attached-node.ts';
import { RUN_LABEL } from './kind/labels.ts';
import { saveNamespaceEvidence } from './kind/namespace-evidence.ts';
import { auditLog } from './kind/operations/audit-log.ts';
import { forgetConnections } from './kind/operations/forget-connections.ts';
import { killApiServer } from './kind/operations/restart-api-server.ts';
import { signalPod } from './kind/operations/signal-pod.ts';
import type { KeptCluster } from './registry/kept-clusters.ts';

/** A cluster that was put up to stay and is used again from its record. Disposing it leaves the cluster as it is. */
export class AttachedCluster implements RunningCluster {
  readonly name: string;
  readonly kubernetesVersion: string;
  readonly kubeconfig: string;
  readonly nodes: readonly ClusterNode[];
  readonly nodePorts: readonly number[];
  readonly phases: Readonly<Record<string, number>> = {};
  readonly #engine: Engine;
  readonly #kept: KeptCluster;

  private constructor(engine: Engine, kept: KeptCluster) {
    this.#engine = engine;
    this.#kept = kept;
    this.name = kept.name;
    this.kubernetesVersion = kept.kubernetesVersion;
    this.kubeconfig = kept.kubeconfig;
    this.nodes = kept.nodes.map(({ name, role, ip }) => ({
      ...{ name, ip, role: role as ClusterNode['role'] },
      // Attaching has made sure of it.
      state: 'running',
    }));
    this.nodePorts = [...new Set(kept.doors.map(({ nodePort }) => nodePort))];
  }

  /** Attaches to a cluster by its record. @throws when one of its nodes does not run, with what to do. */
  static async attach(engine: Engine, kept: KeptCluster): Promise<AttachedCluster> {
    const running = await runningContainersOf(engine, kept);
    if (running.length < kept.nodes.length) {
      throw new Error(
        `Of the ${kept.nodes.length} nodes of cluster ${kept.name} ${running.length} run on ${engine.description}: ` +
          `take it down with "npm run cluster -- down ${kept.name}", and a new one is put up`,
      );
    }
    return new AttachedCluster(engine, kept);
  }

  doors(nodePort: number): Door[] {
    return doorsOf(this, nodePort, () => this.#kept.doors.filter((door) => door.nodePort === nodePort));
  }

  signalPod(node: string, podUid: string, kill: 'STOP' | 'CONT', signal: AbortSignal): Promise<void> {
    return signalPod(this.#node(node), podUid, kill, signal);
  }

  forgetConnections(nodePort: number, signal: AbortSignal): Promise<void> {
    return forgetConnections(this.#allNodes(), nodePort, signal);
  }

  /** See `ManagedCluster.auditLog`. */
  auditLog(signal: AbortSignal): Promise<AuditEvent[]> {
    const { name, topology } = this.#kept;
    return auditLog({ name, topology, controlPlanes: this.#controlPlanes() }, signal);
  }

  /** See `ManagedCluster.restartApiServer`. */
  async restartApiServer(signal: AbortSignal): Promise<void> {
    const [first] = this.#controlPlanes();
    if (first === undefined) throw new Error(`cluster ${this.name} has no control plane`);
    await killApiServer(first, signal);
  }

  #allNodes(): CommandNode[] {
    return this.nodes.map(({ name }) => this.#node(name));
  }

  #controlPlanes(): CommandNode[] {
    return this.nodes.filter(({ role }) => role === 'control-plane').map(({ name }) => this.#node(name));
  }

  #node(name: string): CommandNode {
    return attachedNode(this.#engine, name, this.#engine.client.container.dockerode.getContainer(name));
  }

  saveEvidence(folder: string, of: EvidenceOf): Promise<void> {
    return saveNamespaceEvidence(folder, this.#allNodes(), of);
  }

  async [Symbol.asyncDispose](): Promise<void> {}
}

function runningContainersOf(engine: Engine, { run }: KeptCluster) {
  const filters = { label: [`${RUN_LABEL}=${run}`] };
  return engine.client.container.dockerode.listContainers({ all: false, filters });
}
