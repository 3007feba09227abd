import { join } from 'node:path';
import type { ActionContext } from '../act/action.ts';
import { ActionChangedNothing } from '../act/action.ts';
import type { Created } from '../act/create-objects.ts';
import { goneAt, historiesOf, type StateOf } from '../analysis/histories.ts';
import { blindness } from '../analysis/soundness.ts';
import type { Claim } from '../expect/claim.ts';
import { eventually, now as isNow, stays } from '../expect/expectations.ts';
import { ScenarioSource } from '../expect/scenario-source.ts';
import { settles } from '../expect/settles.ts';
import { ExpectationFailed, InstrumentBlind, type Judgement, judge } from '../expect/verdict-errors.ts';
import { KubernetesError } from '../kubernetes/errors.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import { createNamespace, deleteNamespace, type Namespace, untilNamespaceGone } from '../kubernetes/namespace.ts';
import type { Run } from '../run/run.ts';
import type { Instant, ObjectRef, ObservedKind } from '../timeline/facts.ts';
import { now } from '../timeline/recorder.ts';
import { asBlindness } from './blinded.ts';
import { closeInOrder } from './close-in-order.ts';
import { type Deed, Deeds } from './deeds.ts';
import { demandAction } from './demand-action.ts';
import { judgeCleanUp } from './judge-clean-up.ts';
import { judgeEnding } from './judge-ending.ts';
import { judgeWithEvidence } from './judge-with-evidence.ts';
import { untilQuiet } from './quiet.ts';
import { sabotageOf } from './sabotage.ts';
import { perform } from './sabotaged-action.ts';
import { type Rates, ScenarioTraffic } from './scenario-traffic.ts';
import { whatIsBehind } from './what-is-behind.ts';

/** The EndpointSlice controller retries a stale slice after 1 s: what stands for two will stand. */
const SETTLED_MS = 2000;

/** Where a scenario stands in its feature. */
export interface ScenarioPlace {
  readonly name: string;
  readonly feature: string;
  readonly rule: string | undefined;
  readonly uri: string;
  readonly line: number;
}

/** One scenario while it runs: a namespace of its own, its part of the timeline, and its traffic. */
export class Scenario {
  readonly id: string;
  readonly run: Run;
  /** Its facts alone, to wait on. */
  readonly source: ScenarioSource;
  /** Aborts when the scenario ends, and with the run. */
  readonly signal: AbortSignal;
  readonly nodePort: number;
  readonly namespace: Namespace;
  /** Its tags and its feature's, each with its `@`. */
  readonly tags: readonly string[];
  /** What was done in it. */
  readonly deeds = new Deeds();
  /** What was applied of each workload, by `deployment/rng`, to make it again. */
  readonly manifests = new Map<string, Manifest>();
  /** What to undo when the scenario ends, of things that live in no namespace; the last first. */
  readonly undo = new AsyncDisposableStack();
  /** The text of the `Then` step that runs, undefined in any other: it must not act, see `demandAction`. */
  claiming: string | undefined;
  readonly #ended: AbortController;
  #traffic: ScenarioTraffic | undefined;

  private constructor(
    parts: Pick<Scenario, 'id' | 'run' | 'source' | 'signal' | 'nodePort' | 'namespace' | 'tags'>,
    ended: AbortController,
  ) {
    this.id = parts.id;
    this.run = parts.run;
    this.source = parts.source;
    this.signal = parts.signal;
    this.nodePort = parts.nodePort;
    this.namespace = parts.namespace;
    this.tags = parts.tags;
    this.#ended = ended;
  }

  /**
   * Opens a namespace, of which the run's watches have told everything to the scenario since before it was made.
   * When it fails the scenario is broken, which is on the timeline then.
   */
  static async open(run: Run, number: number, place: ScenarioPlace, tags: readonly string[]): Promise<Scenario> {
    const id = `s${number}`;
    const name = `kindling-${run.id}-${id}`;
    const ended = new AbortController();
    // A scenario whose run has gone blind need not wait for its deadlines.
    const signal = AbortSignal.any([run.signal, run.blind, ended.signal]);
    run.timeline.append({ type: 'scenario-started', scenario: id, ...place, namespace: name });
    run.observation.join(id, name);
    let nodePort: number | undefined;
    try {
      nodePort = await run.nodePorts.borrow();
      const namespace = await createNamespace(run.client, { name, run: run.id, scenario: id }, { signal });
      const source = new ScenarioSource(run.timeline, id, name);
      return new Scenario({ id, run, source, signal, nodePort, namespace, tags }, ended);
    } catch (error) {
      ended.abort(error);
      run.observation.leave(name);
      // No Service was made there yet, and the namespace only if its creation got that far.
      if (nodePort !== undefined) {
        run.nodePorts.giveBack(nodePort, deleteNamespace(run.client, { name }, { signal: run.signal }));
      }
      run.timeline.append({ type: 'scenario-finished', scenario: id, ...judge(asBlindness(error, run.blind), []) });
      throw error;
    }
  }

  /** What verbs of support/act need. */
  get actions(): ActionContext {
    return { client: this.run.client, timeline: this.run.timeline, signal: this.signal, scenario: this.id };
  }

  /** The last thing that was done. @throws ExpectationFailed when nothing was. */
  get deed(): Deed {
    return this.deeds.last;
  }

  /** The present states of all objects of a kind. */
  present<K extends ObservedKind>(...kinds: K[]): StateOf<K>[] {
    const histories = [...historiesOf(this.source.facts, ...kinds).values()];
    return histories
      .filter((history) => goneAt(history) === undefined)
      .map((history) => history[history.length - 1]?.state as StateOf<K>);
  }

  /**
   * Does something to chosen objects once the cluster is at rest, and remembers it as the last deed.
   * @param choose is asked after the wait, so that it sees the cluster as the action meets it.
   * @throws ExpectationFailed when it changed nothing: such a scenario proves nothing; an Error in a `Then` step.
   */
  async do<S extends ObjectRef>(
    choose: () => readonly S[],
    verb: (subjects: readonly S[]) => Promise<string | Created>,
  ): Promise<void> {
    demandAction(this.claiming);
    await untilQuiet(this.source, this.signal);
    const subjects = choose();
    const askedAt = now();
    try {
      const done = await perform(this, subjects, verb);
      const acknowledgedAt = now();
      this.deeds.remember({
        subjects,
        askedAt,
        acknowledgedAt,
        ...(typeof done === 'string' ? { action: done } : done),
      });
    } catch (error) {
      if (!(error instanceof ActionChangedNothing)) throw error;
      throw new ExpectationFailed(error.message, {
        wanted: 'an action that changes something',
        lastSeen: 'it changed nothing',
      });
    }
  }

  /** The same with what the API server is expected to refuse, which `deed.refusal` then tells. */
  async attempt<S extends ObjectRef>(
    choose: () => readonly S[],
    verb: (subjects: readonly S[]) => Promise<string>,
  ): Promise<void> {
    try {
      await this.do(choose, verb);
    } catch (error) {
      const { cause } = error as Error;
      if (!(cause instanceof KubernetesError) || cause.code < 400 || cause.code >= 500) throw error;
      const asked = this.source.facts.findLast((fact) => fact.type === 'action-asked');
      if (asked === undefined) throw error;
      const { action, subjects, at: askedAt } = asked;
      this.deeds.remember({ action, subjects, askedAt, acknowledgedAt: now(), refusal: cause.message });
    }
  }

  /** The claim is true now. */
  is(claim: Claim): void {
    isNow(claim, this.#asking());
  }

  /** Waits until the claim becomes true, at most so long after the last deed was acknowledged (before any deed: after now). */
  async becomes(claim: Claim, withinMs: number): Promise<void> {
    await eventually(claim, { ...this.#asking(), withinMs });
  }

  /** Waits until the claim becomes true within so long after the last deed was acknowledged, and stays so until the Service has had its say. */
  async settles(claim: Claim, withinMs: number): Promise<void> {
    await settles(claim, { ...this.#asking(), withinMs, forMs: SETTLED_MS });
  }

  /** Watches that the claim is true from the last deed until so long after its acknowledgement (before any deed: from now). */
  async stays(claim: Claim, forMs: number): Promise<void> {
    await stays(claim, { ...this.#asking(), forMs });
  }

  /** Waits until the claim becomes true, at most so long from now: for what comes before an action, or has nothing to do with it. */
  async waitsFor(claim: Claim, withinMs: number): Promise<void> {
    await eventually(claim, { ...this.#asking(), since: now(), timedFrom: undefined, withinMs });
  }

  /**
   * Sends requests to every node's door until the scenario ends, and returns when every member has answered one.
   * @throws when traffic flows already.
   */
  async sendTraffic(service: string, rates: Rates): Promise<void> {
    demandAction(this.claiming);
    this.#demandNoTraffic();
    await ScenarioTraffic.start(this, service, rates, (traffic) => {
      this.#traffic = traffic;
    });
  }

  /**
   * Runs a k6 script of the user's until it ends by itself, or the scenario does.
   * @param script its file, absolute.
   * @throws when traffic flows already.
   */
  async sendScript(script: string): Promise<void> {
    demandAction(this.claiming);
    this.#demandNoTraffic();
    await ScenarioTraffic.startScript(this, script, (traffic) => {
      this.#traffic = traffic;
    });
  }

  /** The scenario's traffic. @throws when there is none: a claim about clients needs some. */
  get traffic(): ScenarioTraffic {
    if (this.#traffic === undefined)
      throw new Error('no traffic flows in this scenario: is "traffic flows to service/…" missing?');
    return this.#traffic;
  }

  /** The file of its feature. */
  get feature(): string | undefined {
    return this.source.facts.find((fact) => fact.type === 'scenario-started')?.uri;
  }

  /** When the scenario began. */
  get startedAt(): Instant {
    return this.source.facts[0]?.at ?? now();
  }

  /**
   * Ends traffic in good order, so that every request has left its sample, waits until the watches have told everything up to
   * now, saves evidence unless it passed, cleans up, and says on the timeline how the scenario ended, see `judgeCleanUp`.
   * @param failure what a step threw, undefined for nothing.
   */
  async end(failure: unknown): Promise<Judgement> {
    const judged = await judgeEnding(asBlindness(failure, this.run.blind), {
      stopTraffic: async () => this.#traffic?.stop(),
      whatIsBehind: () => this.#whatIsBehind(),
      blindness: () => blindness(this.source.facts, { from: this.startedAt, to: now() }),
    });
    const judgement = await judgeCleanUp(await this.#withEvidence(judged), () => this.close());
    this.run.timeline.append({ type: 'scenario-finished', scenario: this.id, ...judgement });
    return judgement;
  }

  async #withEvidence(judged: Judgement): Promise<Judgement> {
    const { run, id, namespace, startedAt } = this;
    // Sabotaged scenarios fail by the hundred, and everybody knows why.
    if (run.signal.aborted || sabotageOf().kind !== 'none') return judged;
    const folder = join('evidence', id);
    const of = { namespace: namespace.name, since: startedAt };
    return judgeWithEvidence(judged, folder, () => run.cluster.saveEvidence(join(run.folder, folder), of));
  }

  #demandNoTraffic(): void {
    if (this.#traffic !== undefined)
      throw new Error('traffic flows in this scenario already, and it can have one only');
  }

  #whatIsBehind(): Promise<string[]> {
    return whatIsBehind(this.run.observation, this.signal, this.run.signal);
  }

  async #caughtUp(): Promise<void> {
    const behind = await this.#whatIsBehind();
    if (behind.length > 0) throw new InstrumentBlind(behind.join('\n'));
  }

  /** Ends traffic at once, sets back what lives in no namespace, and has the namespace removed in the background. */
  async close(): Promise<void> {
    // What cleaning up does to the cluster is no part of what the scenario found.
    this.run.observation.leave(this.namespace.name);
    await closeInOrder({ traffic: this.#traffic, undo: this.undo, leave: () => this.#leave() });
  }

  async #leave(): Promise<void> {
    const { run, namespace, nodePort } = this;
    this.#ended.abort(new Error('the scenario has ended'));
    // An interrupted run need not wait: the namespace goes with the cluster or, of one that stays, with the run.
    if (run.signal.aborted) return;
    const { signal } = run;
    const ask = () => deleteNamespace(run.client, namespace, { signal });
    const gone = () => untilNamespaceGone(run.client, namespace, { signal });
    try {
      await ask();
    } catch (error) {
      // Whoever wants the port next must not wait for a namespace that nobody has asked to go.
      run.nodePorts.giveBack(nodePort, ask().then(gone));
      throw error;
    }
    run.nodePorts.giveBack(nodePort, gone());
  }

  #asking() {
    const broken = this.#traffic?.broken;
    const signal = broken === undefined ? this.signal : AbortSignal.any([this.signal, broken]);
    return {
      source: this.source,
      signal,
      since: this.deeds.latest?.askedAt ?? now(),
      timedFrom: this.deeds.latest?.acknowledgedAt,
      caughtUp: () => this.#caughtUp(),
    };
  }
}
