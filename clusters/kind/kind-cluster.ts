import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Container } from 'dockerode';
import type { Engine } from '../engine/engine.ts';
import { cacheFolder } from '../host/cache.ts';
import { prepareHost } from '../host/prepare-host.ts';
import { preparedImage } from '../node-image/prepared-image.ts';
import { formatElapsed, type Progress } from '../progress.ts';
import { removeRunFromEngine } from '../registry/sweep.ts';
import { nodeNames, type Topology } from '../topology.ts';
import { waitForBoot } from './boot.ts';
import { saveEvidence } from './evidence.ts';
import { externalKubeconfig } from './kubeconfig.ts';
import { clusterLabels } from './labels.ts';
import { KindNode } from './node.ts';
import { API_SERVER_PORT, NodeContainer } from './node-container.ts';
import { provision } from './provision.ts';
import { allNodesReady, dnsReady, podsReachEachOther } from './readiness.ts';
import { failure } from './start-failure.ts';
import { StartedKindCluster } from './started-kind-cluster.ts';

/** NodePorts that get doors: as many Services can be reached from this host at the same time. */
const NODE_PORTS = [30080, 30081, 30082, 30083, 30084, 30085, 30086, 30087];

/** What a kind cluster is made from. */
export interface KindClusterOptions {
  readonly engine: Engine;
  readonly image: string;
  readonly topology: Topology;
  /** Unique in the engine; part of the nodes' names. */
  readonly name: string;
  /** The run that the cluster belongs to: registered before, and removed from the engine as a whole. */
  readonly run: string;
  /** Where the kubeconfig goes. */
  readonly folder: string;
  /** Where evidence goes when the start fails. */
  readonly evidence: string;
  readonly progress: Progress;
}

/** The definition of a kind cluster; `start` makes it. */
export class KindCluster {
  readonly #options: KindClusterOptions;
  readonly #phases: Record<string, number> = {};

  constructor(options: KindClusterOptions) {
    this.#options = options;
  }

  /**
   * Starts the cluster. It is ready when all nodes are Ready, CoreDNS is up, and pods of different nodes reach each other.
   * When anything fails, or the signal comes, evidence is saved first (not after the signal) and all that was made is removed.
   */
  async start(signal: AbortSignal): Promise<StartedKindCluster> {
    const { name, progress, engine, evidence, run } = this.#options;
    const startedAt = performance.now();
    const nodes: KindNode[] = [];
    const { DockerRootDir } = (await engine.client.container.dockerode.info()) as { DockerRootDir: string };
    const size = nodeNames(name, this.#options.topology).length;
    const embedded = engine.kind === 'embedded';
    prepareHost({ nodes: size, dataRoot: DockerRootDir, cache: cacheFolder(), embedded }, progress);
    try {
      const cluster = await this.#start(nodes, signal);
      progress(`Cluster ${name}: up in ${formatElapsed(performance.now() - startedAt)}`);
      return cluster;
    } catch (cause) {
      if (signal.aborted) {
        await removeRunFromEngine(engine, run);
        throw signal.reason;
      }
      // An engine that is gone has no containers to tell of; that is written down like the rest.
      const containers = await containersOf(engine, clusterLabels(run, name)).catch(() => []);
      await saveEvidence(evidence, engine, containers, nodes);
      throw await failure(name, cause, evidence, () => removeRunFromEngine(engine, run));
    }
  }

  async #start(nodes: KindNode[], signal: AbortSignal): Promise<StartedKindCluster> {
    const { engine, name, run, folder, topology } = this.#options;
    const { image, progress } = this.#options;
    const prepared = await preparedImage(engine, image, progress, signal);
    await this.#phase('nodes booted', async () => {
      await engine.client.container.dockerode.createNetwork({
        Name: name,
        Driver: 'bridge',
        Labels: clusterLabels(run, name),
      });
      // All of them, also when one fails: a container that comes up after the others were removed would stay.
      const starts = await Promise.allSettled(
        nodeNames(name, topology).map((node) => this.#startNode(node, prepared, signal)),
      );
      nodes.push(...starts.flatMap((start) => (start.status === 'fulfilled' ? [start.value] : [])));
      for (const start of starts) if (start.status === 'rejected') throw start.reason;
    });
    const version = await provision(name, nodes, (phase, work) => this.#phase(phase, work), signal);
    const [controlPlane] = nodes as [KindNode, ...KindNode[]];
    await this.#phase('nodes ready', () => allNodesReady(controlPlane, signal));
    await this.#phase('DNS and pod network proved', () =>
      Promise.all([dnsReady(controlPlane, signal), podsReachEachOther(controlPlane, signal)]),
    );
    const kubeconfig = join(folder, `${name}.kubeconfig`);
    const adminConf = await controlPlane.run(['cat', '/etc/kubernetes/admin.conf'], signal);
    const server = `https://127.0.0.1:${controlPlane.container.getMappedPort(API_SERVER_PORT)}`;
    writeFileSync(kubeconfig, externalKubeconfig(adminConf, name, server), { mode: 0o600 });
    chmodSync(kubeconfig, 0o600);
    return new StartedKindCluster(
      engine,
      { run, name, version, kubeconfig, nodePorts: NODE_PORTS, phases: this.#phases },
      nodes,
    );
  }

  async #startNode(
    { name, role }: ReturnType<typeof nodeNames>[number],
    prepared: string | undefined,
    signal: AbortSignal,
  ): Promise<KindNode> {
    const { engine, image, run, name: cluster } = this.#options;
    const publish = role === 'control-plane' ? [API_SERVER_PORT, ...NODE_PORTS] : NODE_PORTS;
    signal.throwIfAborted();
    const container = await new NodeContainer({
      ...{ name, role, publish, image: prepared ?? image, prepared: prepared !== undefined },
      network: cluster,
      labels: clusterLabels(run, cluster),
    }).start();
    await waitForBoot(name, engine.client.container.dockerode.getContainer(container.getId()), signal);
    return new KindNode(name, role, container.getIpAddress(cluster), container);
  }

  async #phase<T>(name: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    this.#options.progress(`Cluster ${this.#options.name}: ${name} …`);
    const result = await work();
    const took = performance.now() - startedAt;
    this.#phases[name] = Math.round(took);
    this.#options.progress(`Cluster ${this.#options.name}: ${name} (${formatElapsed(took)})`);
    return result;
  }
}

async function containersOf(engine: Engine, labels: Readonly<Record<string, string>>): Promise<Container[]> {
  const { dockerode } = engine.client.container;
  const filters = { label: Object.entries(labels).map(([key, value]) => `${key}=${value}`) };
  return (await dockerode.listContainers({ all: true, filters })).map(({ Id }) => dockerode.getContainer(Id));
}
