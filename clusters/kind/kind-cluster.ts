import { join } from 'node:path';
import type { Container } from 'dockerode';
import type { Engine } from '../engine/engine.ts';
import { allOrNone } from '../host/all-or-none.ts';
import { cacheFolder } from '../host/cache.ts';
import { prepareHost } from '../host/prepare-host.ts';
import { preparedImage } from '../node-image/prepared-image.ts';
import { formatElapsed, type Progress } from '../progress.ts';
import { takePorts } from '../registry/published-ports.ts';
import { removeRunFromEngine } from '../registry/sweep.ts';
import { nodeNames, type Topology } from '../topology.ts';
import { type EngineStorage, needsDeviceMapper } from './device-mapper.ts';
import { saveEvidence } from './evidence.ts';
import { writeKubeconfig } from './kubeconfig.ts';
import { clusterLabels } from './labels.ts';
import { loadBalancerName, startLoadBalancer } from './load-balancer/load-balancer.ts';
import { loadImage } from './load-image.ts';
import { createNetwork } from './network.ts';
import type { KindNode } from './node.ts';
import { API_SERVER_PORT } from './node-container.ts';
import type { KindClusterParts } from './parts.ts';
import { provision } from './provision.ts';
import { requireKubeProxyMode } from './proxy-mode.ts';
import { allNodesReady, dnsReady, podsReachEachOther } from './readiness.ts';
import { failure } from './start-failure.ts';
import { startNode } from './start-node.ts';
import { StartedKindCluster } from './started-kind-cluster.ts';

/** NodePorts that get doors: as many Services can be reached from this host at the same time. */
export const NODE_PORTS: readonly number[] = [30080, 30081, 30082, 30083, 30084, 30085, 30086, 30087];

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
    const info = (await engine.client.container.dockerode.info()) as EngineStorage & { DockerRootDir: string };
    const size = nodeNames(name, this.#options.topology).length;
    const embedded = engine.kind === 'embedded';
    prepareHost({ nodes: size, dataRoot: info.DockerRootDir, cache: cacheFolder(), embedded }, progress);
    try {
      const cluster = await this.#start(nodes, needsDeviceMapper(info), startedAt, signal);
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

  async #start(
    nodes: KindNode[],
    deviceMapper: boolean,
    startedAt: number,
    signal: AbortSignal,
  ): Promise<StartedKindCluster> {
    const { name, folder, topology } = this.#options;
    await requireKubeProxyMode(topology.kubeProxy, this.#options, signal);
    const { engine, image, progress, run } = this.#options;
    const prepared = await preparedImage(engine, image, clusterLabels(run, name), progress, signal);
    const { parts, apiPort } = await this.#phase('nodes booted', () =>
      this.#startMachines(nodes, { prepared, deviceMapper }, signal),
    );
    const version = await provision(parts, (phase, work) => this.#phase(phase, work), signal);
    const [controlPlane] = nodes as [KindNode, ...KindNode[]];
    await this.#phase('nodes ready', () => allNodesReady(controlPlane, signal));
    const nodesReadyMs = performance.now() - startedAt;
    if (topology.images.length > 0) {
      await this.#phase('images loaded', () =>
        Promise.all(topology.images.map((source) => loadImage(parts, nodes, source, signal))),
      );
    }
    await this.#phase('DNS and pod network proved', () =>
      Promise.all([dnsReady(controlPlane, signal), podsReachEachOther(controlPlane, signal)]),
    );
    const kubeconfig = join(folder, `${name}.kubeconfig`);
    await writeKubeconfig(kubeconfig, name, controlPlane, apiPort, signal);
    return new StartedKindCluster(parts, {
      ...{ version, kubeconfig, nodePorts: NODE_PORTS, phases: this.#phases, nodesReadyMs },
    });
  }

  /** The network, then all containers at the same time. */
  async #startMachines(
    nodes: KindNode[],
    machine: Pick<KindClusterParts, 'prepared' | 'deviceMapper'>,
    signal: AbortSignal,
  ): Promise<{ parts: KindClusterParts; apiPort: number }> {
    const { engine, name, run, topology, image } = this.#options;
    const planned = nodeNames(name, topology);
    const labels = clusterLabels(run, name);
    const [apiPort, ...ports] = (await takePorts(run, 1 + planned.length * NODE_PORTS.length, signal)) as [
      number,
      ...number[],
    ];
    const network = await createNetwork(engine.client.container.dockerode, name, labels, topology);
    const balanced = topology.controlPlanes > 1;
    const endpoint = `${balanced ? loadBalancerName(name) : planned[0].name}:${API_SERVER_PORT}`;
    const parts: KindClusterParts = { engine, run, name, image, ...machine, topology, network, endpoint, nodes };
    const machines = planned.map((node, index) => (each: AbortSignal) => {
      const hostPorts = ports.slice(index * NODE_PORTS.length);
      const publish = new Map(NODE_PORTS.map((port, door) => [port, hostPorts[door] as number]));
      if (node.role === 'control-plane' && !balanced) publish.set(API_SERVER_PORT, apiPort);
      return startNode(parts, node, publish, each);
    });
    if (balanced) {
      await startLoadBalancer(engine, {
        ...{ name: loadBalancerName(name), image, labels, published: apiPort, network: name },
        ip: network.address('load-balancer', 1),
        controlPlanes: planned
          .filter(({ role }) => role === 'control-plane')
          .map(({ number }) => network.address('control-plane', number)),
      });
    }
    nodes.push(...(await allOrNone(machines, signal)));
    return { parts, apiPort };
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
