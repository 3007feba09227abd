import { join } from 'node:path';
import type { ActionContext } from '../act/action.ts';
import { ActionChangedNothing } from '../act/action.ts';
import { choosePods, ownerOf, type PodChoice } from '../act/choose-pods.ts';
import { goneAt, historiesOf, type StateOf } from '../analysis/histories.ts';
import type { WorkloadName } from '../analysis/owners.ts';
import { workloadAt, workloadHistories } from '../analysis/workloads.ts';
import type { Claim } from '../expect/claim.ts';
import { memberCounts } from '../expect/claims/membership.ts';
import { noRequestFailed, trafficFlows } from '../expect/claims/traffic.ts';
import { workloadReady } from '../expect/claims/workload.ts';
import { eventually, stays } from '../expect/expectations.ts';
import { ScenarioSource } from '../expect/scenario-source.ts';
import { settles } from '../expect/settles.ts';
import { ExpectationFailed } from '../expect/verdict-errors.ts';
import { apply } from '../kubernetes/apply.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { createNamespace, deleteNamespace, type Namespace, untilNamespaceGone } from '../kubernetes/namespace.ts';
import type { Observation } from '../observe/observation.ts';
import { observeNamespace } from '../observe/observe-namespace.ts';
import type { Run } from '../run/run.ts';
import type { Instant, NewFact, ObjectRef, ObservedKind, PodState } from '../timeline/facts.ts';
import { now } from '../timeline/recorder.ts';
import type { TrafficRun } from '../traffic/meter.ts';
import { standardSetup } from '../workloads/standard-setup.ts';
import { untilQuiet } from './quiet.ts';

/** Long enough for a node that must still unpack the image. */
const SETUP_MS = 90_000;
/** The EndpointSlice controller retries a stale slice after 1 s: what stands for two will stand. */
const SETTLED_MS = 2000;
/** No scenario is that long; traffic that nobody ends must end all the same. */
const TRAFFIC_MS = 20 * 60_000;

/** What the standard setup is made of. */
export interface Setup {
  readonly deployment: WorkloadName;
  readonly replicas: number;
  readonly daemonSet: WorkloadName;
  readonly service: string;
  readonly label: { readonly key: string; readonly value: string };
}

/** Where a scenario stands in its feature. */
export interface ScenarioPlace {
  readonly name: string;
  readonly feature: string;
  readonly rule: string | undefined;
  readonly uri: string;
  readonly line: number;
}

/** The last thing that was done in a scenario, and to whom: what its `Then` steps speak of. */
export interface Deed {
  readonly action: string;
  readonly subjects: readonly ObjectRef[];
  readonly askedAt: Instant;
}

/** One scenario while it runs: a namespace of its own, the watches on it, its part of the timeline, and its traffic. */
export class Scenario {
  readonly id: string;
  readonly run: Run;
  /** Its facts alone, to wait on. */
  readonly source: ScenarioSource;
  /** Aborts when the scenario ends, and with the run. */
  readonly signal: AbortSignal;
  readonly nodePort: number;
  readonly namespace: Namespace;
  readonly #observation: Observation;
  readonly #ended: AbortController;
  readonly #watchFailed = new AbortController();
  #traffic: TrafficRun | undefined;
  #trafficSince: Instant | undefined;
  #deed: Deed | undefined;

  private constructor(
    parts: Pick<Scenario, 'id' | 'run' | 'source' | 'signal' | 'nodePort' | 'namespace'>,
    observation: Observation,
    ended: AbortController,
  ) {
    this.id = parts.id;
    this.run = parts.run;
    this.source = parts.source;
    this.signal = parts.signal;
    this.nodePort = parts.nodePort;
    this.namespace = parts.namespace;
    this.#observation = observation;
    // A scenario that has gone blind need not wait for its deadlines.
    observation.closed.catch((error: unknown) => this.#watchFailed.abort(error));
    this.#ended = ended;
  }

  /** Opens a namespace and watches everything in it; returns when nothing that happens there can be missed any more. */
  static async open(run: Run, number: number, place: ScenarioPlace): Promise<Scenario> {
    const id = `s${number}`;
    const name = `kindling-${run.id}-${id}`;
    const ended = new AbortController();
    const signal = AbortSignal.any([run.signal, ended.signal]);
    run.timeline.append({ type: 'scenario-started', scenario: id, ...place, namespace: name });
    const nodePort = await run.nodePorts.borrow();
    const namespace = await createNamespace(run.client, { name, run: run.id, scenario: id }, { signal });
    const observation = observeNamespace(run.client, name, run.timeline, { signal, scenario: id });
    await observation.opened;
    const source = new ScenarioSource(run.timeline, id, name);
    return new Scenario({ id, run, source, signal, nodePort, namespace }, observation, ended);
  }

  /** What verbs of support/act need. */
  get actions(): ActionContext {
    return { client: this.run.client, timeline: this.run.timeline, signal: this.signal, scenario: this.id };
  }

  /** The last deed. @throws ExpectationFailed when nothing was done yet: then nothing can be proved of it. */
  get deed(): Deed {
    if (this.#deed !== undefined) return this.#deed;
    const lastSeen = 'no action was taken in this scenario before this step';
    throw new ExpectationFailed(`${lastSeen}, so there is nothing that it could have caused: is a When step missing?`, {
      wanted: 'the consequences of an action',
      lastSeen,
    });
  }

  /** The present states of all objects of a kind. */
  present<K extends ObservedKind>(...kinds: K[]): StateOf<K>[] {
    const histories = [...historiesOf(this.source.facts, ...kinds).values()];
    return histories
      .filter((history) => goneAt(history) === undefined)
      .map((history) => history[history.length - 1]?.state as StateOf<K>);
  }

  /** Chooses pods of a workload, the oldest first unless told otherwise. @throws when there are too few. */
  podsOf(workload: WorkloadName, choice: Omit<PodChoice, 'owner'>): PodState[] {
    const owner = ownerOf(workload, this.present('Deployment', 'DaemonSet', 'ReplicaSet'));
    return choosePods(this.present('Pod'), { ...choice, owner });
  }

  /**
   * Does something to chosen objects once the cluster is at rest, and remembers it as the last deed.
   * @param choose is asked after the wait, so that it sees the cluster as the action meets it.
   * @throws ExpectationFailed when it changed nothing: such a scenario proves nothing.
   */
  async do<S extends ObjectRef>(
    choose: () => readonly S[],
    verb: (subjects: readonly S[]) => Promise<string>,
  ): Promise<void> {
    await untilQuiet(this.source, this.signal);
    const subjects = choose();
    const askedAt = now();
    try {
      this.#deed = { action: await verb(subjects), subjects, askedAt };
    } catch (error) {
      if (!(error instanceof ActionChangedNothing)) throw error;
      throw new ExpectationFailed(error.message, {
        wanted: 'an action that changes something',
        lastSeen: 'it changed nothing',
      });
    }
  }

  /** Waits until the claim becomes true, at most so long after the last deed (before any deed: after now). */
  async becomes(claim: Claim, withinMs: number): Promise<void> {
    await eventually(claim, { ...this.#asking(), withinMs });
  }

  /** Waits until the claim becomes true within so long after the last deed, and stays so until the Service has had its say. */
  async settles(claim: Claim, withinMs: number): Promise<void> {
    await settles(claim, { ...this.#asking(), withinMs, forMs: SETTLED_MS });
  }

  /** Watches that the claim is true for so long after the last deed (before any deed: after now). */
  async stays(claim: Claim, forMs: number): Promise<void> {
    await stays(claim, { ...this.#asking(), forMs });
  }

  /** Applies the standard setup and waits until all its pods are ready members of the Service. */
  async setUp({ deployment, replicas, daemonSet, service, label }: Setup): Promise<void> {
    const { name: namespace } = this.namespace;
    const manifests = standardSetup({
      ...{ namespace, label },
      deployment: { name: deployment.name, replicas },
      daemonSet: { name: daemonSet.name },
      service: { name: service, nodePort: this.nodePort },
    });
    await apply(this.run.client, manifests as Manifest[], { signal: this.signal });
    await this.becomes(workloadReady(deployment, replicas), SETUP_MS);
    await this.becomes(workloadReady(daemonSet), SETUP_MS);
    const daemons = workloadAt(workloadHistories(this.source.facts, daemonSet))?.desired ?? 0;
    const members = [
      { workload: deployment, count: replicas },
      { workload: daemonSet, count: daemons },
    ];
    await this.becomes(memberCounts(service, members), SETUP_MS);
  }

  /** Sends requests to every node's door until the scenario ends, and returns when every member has answered one. */
  async sendTraffic(service: string, ratePerSecond: number): Promise<void> {
    const { run, nodePort, signal, id } = this;
    const from = now();
    const doors = run.cluster.doors(nodePort).map(({ node, url }) => ({ node, url: `${url}/hostname` }));
    const streams = [{ stream: 'fresh', ratePerSecond }] as const;
    const plan = { streams, doors, timeoutMs: 2000, maxDurationMs: TRAFFIC_MS, folder: join(run.folder, id) };
    const sink = { append: (fact: NewFact) => run.timeline.append({ ...fact, scenario: id }) };
    this.#traffic = await run.meter.start(plan, sink, signal);
    await this.becomes(trafficFlows(service, from), SETUP_MS);
    this.#trafficSince = sink.append({ type: 'traffic-flows', service }).at;
  }

  /** Proves that no request failed since the traffic was known to flow. */
  async noRequestFailed(): Promise<void> {
    const until = now();
    await eventually(noRequestFailed({ from: this.#trafficSince ?? until, until }), {
      ...this.#asking(),
      since: until,
      withinMs: 0,
    });
  }

  /** Ends traffic in good order, so that every request has left its sample. */
  async stopTraffic(): Promise<void> {
    await this.#traffic?.stop();
  }

  /** Ends the watches and has the namespace removed in the background. The scenario's facts are complete then. */
  async close(): Promise<void> {
    const { run, namespace, nodePort } = this;
    await this.#traffic?.[Symbol.asyncDispose]();
    try {
      await this.#observation.close();
    } finally {
      this.#ended.abort(new Error('the scenario has ended'));
      // The cluster goes with the run: an interrupted run need not wait for its namespaces.
      if (!run.signal.aborted) {
        await deleteNamespace(run.client, namespace, { signal: run.signal });
        run.nodePorts.giveBack(nodePort, untilNamespaceGone(run.client, namespace, { signal: run.signal }));
      }
    }
  }

  #asking() {
    const broken = this.#traffic?.broken;
    const signals = [this.signal, this.#watchFailed.signal, ...(broken === undefined ? [] : [broken])];
    return { source: this.source, signal: AbortSignal.any(signals), since: this.#deed?.askedAt ?? now() };
  }
}
