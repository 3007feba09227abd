import { join } from 'node:path';
import type { ManagedCluster, RunningCluster } from '../../clusters/cluster.ts';
import { type Engine, findEngine } from '../../clusters/engine/engine.ts';
import { mustBuild } from '../../clusters/node-image/node-image.ts';
import { minorVersion } from '../../clusters/node-image/versions.ts';
import type { Progress } from '../../clusters/progress.ts';
import { knownCluster } from '../../clusters/registry/kept-clusters.ts';
import { registerRun } from '../../clusters/registry/run-record.ts';
import { removeRun, sweepAbandoned } from '../../clusters/registry/sweep.ts';
import { connect, type KubernetesClient } from '../kubernetes/client.ts';
import { ClusterObservation } from '../observe/observe-cluster.ts';
import { TimelineRecorder } from '../timeline/recorder.ts';
import { findMeter } from '../traffic/find-meter.ts';
import type { Meter } from '../traffic/meter.ts';
import { saveAuditLog } from './audit.ts';
import { cleanNamespaces } from './clean-namespaces.ts';
import { IMPATIENT } from './impatient-topology.ts';
import { knownCalibrations } from './known-calibrations.ts';
import { NodePortPool } from './node-ports.ts';
import { freePortsFirst } from './ports-in-use.ts';
import { keptClusterOf, startRunCluster } from './run-cluster.ts';
import type { RunOptions } from './run-options.ts';
import { runStarted } from './run-started.ts';

/** One run of scenarios: a cluster, the timeline and the meter that its scenarios share. Disposing it leaves nothing behind. */
export class Run implements AsyncDisposable {
  readonly id: string;
  readonly engine: Engine;
  readonly cluster: RunningCluster;
  readonly client: KubernetesClient;
  readonly timeline: TimelineRecorder;
  /** The watches of the cluster, open since before the first scenario. */
  readonly observation: ClusterObservation;
  readonly meter: Meter;
  readonly nodePorts: NodePortPool;
  /** Where reports go. */
  readonly folder: string;
  /** Aborts when the run is to end early. */
  readonly signal: AbortSignal;
  /** Aborts when a watch cannot go on: nothing can be proved any more. */
  readonly blind: AbortSignal;
  /** The same cluster where a scenario may do anything to it, because it has it to itself; undefined elsewhere. */
  readonly ownCluster: ManagedCluster | undefined;
  readonly #cleanUp: AsyncDisposableStack;

  private constructor(
    id: string,
    parts: Omit<Run, 'id' | 'blind' | 'ownCluster' | 'onOwnCluster' | typeof Symbol.asyncDispose>,
    ownCluster: ManagedCluster | undefined,
    cleanUp: AsyncDisposableStack,
  ) {
    this.id = id;
    this.engine = parts.engine;
    this.cluster = parts.cluster;
    this.client = parts.client;
    this.timeline = parts.timeline;
    this.observation = parts.observation;
    this.meter = parts.meter;
    this.folder = parts.folder;
    this.signal = parts.signal;
    this.nodePorts = parts.nodePorts;
    const blind = new AbortController();
    this.blind = blind.signal;
    parts.observation.closed.catch((error: unknown) => blind.abort(error));
    this.ownCluster = ownCluster;
    this.#cleanUp = cleanUp;
  }

  /**
   * Starts all that scenarios need, from a bare host to a cluster that is ready. What earlier runs left that were killed is
   * removed on the way. When it fails, or the signal comes, nothing stays.
   * @param folder where reports and evidence go.
   */
  static async start(options: RunOptions, folder: string, progress: Progress, signal: AbortSignal): Promise<Run> {
    await using cleanUp = new AsyncDisposableStack();
    // A wrong word should be heard before an engine is started.
    minorVersion(options.kubernetes);
    const known = knownCluster(options.keep);
    const engine = await findEngine(progress, signal, known?.engine);
    progress(`Container engine: ${engine.description}`);
    for (const removed of await sweepAbandoned(engine)) progress(`Removed what a killed run left: ${removed}`);
    const kept = await keptClusterOf(options, engine, progress, signal);
    const record = registerRun('scenarios');
    cleanUp.defer(async () => void (await removeRun(engine, record.id)));
    const images = async () => ({ engine, progress, run: record.id, pull: !mustBuild() });
    const meter = await findMeter(signal, process.env, images);
    progress(`Meter: ${meter.name} ${meter.version} (${meter.reason}; ${meter.priority.name} priority)`);
    const places = { engine, progress, signal };
    const cluster =
      kept ?? audited(cleanUp, options, signal, await startRunCluster(record.id, options, folder, places));
    const client = cleanUp.use(await connect(cluster.kubeconfig, { signal }));
    if (kept !== undefined) cleanUp.use(await cleanNamespaces(client, kept.kubeconfig, record.id, progress));
    const nodePorts = kept === undefined ? cluster.nodePorts : await freePortsFirst(client, cluster.nodePorts);
    const timeline = new TimelineRecorder(join(folder, 'timeline.ndjson'));
    timeline.append(runStarted(record.id, cluster, engine.description));
    for (const calibration of knownCalibrations(meter)) timeline.append({ type: 'meter-calibrated', calibration });
    const observation = cleanUp.use(new ClusterObservation(client, timeline, { run: record.id, signal }));
    await observation.opened;
    const parts = { engine, cluster, client, timeline, observation, meter, folder, signal };
    return new Run(record.id, { ...parts, nodePorts: new NodePortPool(nodePorts) }, undefined, cleanUp.move());
  }

  /** The same run on another cluster, of the same Kubernetes minor, for one scenario at a time. Disposing it removes that, no more. */
  async onOwnCluster(options: RunOptions, progress: Progress): Promise<Run> {
    const { id, engine, folder, signal, timeline } = this;
    await using cleanUp = new AsyncDisposableStack();
    const record = registerRun('scenarios that change nodes');
    cleanUp.defer(async () => void (await removeRun(engine, record.id)));
    const kubernetes = options.kubernetes ?? minorVersion(this.cluster.kubernetesVersion).minor;
    const places = { engine, progress, signal };
    const started = await startRunCluster(record.id, { ...options, kubernetes }, folder, places, IMPATIENT);
    const own = audited(cleanUp, options, signal, started);
    const client = cleanUp.use(await connect(own.kubeconfig, { signal }));
    const observation = cleanUp.use(new ClusterObservation(client, timeline, { run: id, signal }));
    await observation.opened;
    const nodePorts = new NodePortPool(own.nodePorts);
    return new Run(id, { ...this, cluster: own, client, observation, nodePorts }, own, cleanUp.move());
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#cleanUp[Symbol.asyncDispose]();
  }
}

/** Has a cluster removed in the end and, unless the run was interrupted, its audit log saved before, where one is wanted. */
function audited(
  cleanUp: AsyncDisposableStack,
  { audit }: RunOptions,
  signal: AbortSignal,
  started: ManagedCluster,
): ManagedCluster {
  const cluster = cleanUp.use(started);
  cleanUp.defer(async () => {
    if (audit !== undefined && !signal.aborted) await saveAuditLog(cluster, audit);
  });
  return cluster;
}
