import type { Delay } from '../kubernetes/backoff.ts';
import type { KubernetesClient } from '../kubernetes/client.ts';
import { collectionPath } from '../kubernetes/kinds.ts';
import type { RawObject } from '../kubernetes/raw-object.ts';
import { type WatchListener, watch } from '../kubernetes/watch.ts';
import type { ObservedKind } from '../timeline/facts.ts';
import { type FactSink, now } from '../timeline/recorder.ts';
import { factListener } from './fact-listener.ts';
import { Marks } from './marks.ts';
import { observedObject } from './objects.ts';
import { type Observation, observation } from './observation.ts';
import { WatchProgress } from './watch-progress.ts';

const KINDS: readonly ObservedKind[] = [
  'Pod',
  'ReplicaSet',
  'DaemonSet',
  'Deployment',
  'Service',
  'EndpointSlice',
  'Node',
  'Event',
];
/** A change is told within milliseconds; a connection that was lost is open again after two seconds at most. */
const CATCH_UP_MS = 15_000;

/** Whose clean-up removes what it makes, and whose signal ends it. */
export interface ObserveOptions {
  readonly run: string;
  readonly signal: AbortSignal;
  readonly delay?: Delay | undefined;
}

/**
 * One set of watches of a whole cluster, which its scenarios share. Each gets the facts of its own namespace, of all nodes, and
 * of the watches: a lost connection is resumed without loss (`watch-reconnected`); where that cannot be there is a `watch-gap`,
 * on the timeline of every scenario under way.
 */
export class ClusterObservation implements Observation {
  readonly opened: Promise<void>;
  readonly closed: Promise<void>;
  readonly #sink: FactSink;
  readonly #watches: Observation;
  readonly #marks: Marks;
  readonly #progress = new WatchProgress();
  readonly #scenarios = new Map<string, string>();
  readonly #nodes = new Map<string, RawObject>();

  /** Starts the watches; await `opened` before the first scenario. */
  constructor(client: KubernetesClient, sink: FactSink, { run, signal, delay }: ObserveOptions) {
    this.#sink = sink;
    this.#marks = new Marks(client, run);
    const stop = new AbortController();
    const watches = KINDS.map((kind) =>
      watch(client, {
        path: collectionPath(kind),
        listener: this.#listener(kind),
        clock: now,
        // The watch cache of Events is off by default (watch-cache-sizes in cmd/kube-apiserver).
        bookmarks: kind !== 'Event',
        signal: AbortSignal.any([signal, stop.signal]),
        delay,
      }),
    );
    this.#watches = observation(watches, stop);
    this.opened = this.#watches.opened;
    this.closed = this.#watches.closed;
  }

  /**
   * Gives a scenario the facts of a namespace from now on, and the nodes as they are. Call it before the namespace is created:
   * then nothing that happens there can be missed.
   */
  join(scenario: string, namespace: string): void {
    for (const kind of KINDS) {
      const resourceVersion = String(this.#progress.reached(kind));
      this.#sink.append({ type: 'watch-opened', kind, namespace, resourceVersion, scenario });
    }
    for (const node of this.#nodes.values()) {
      const { resourceVersion } = node.metadata;
      const object = observedObject('Node', node);
      this.#sink.append({ type: 'object-seen', change: 'LISTED', resourceVersion, object, scenario });
    }
    this.#scenarios.set(namespace, scenario);
  }

  /** Gives the scenario of that namespace no more facts. */
  leave(namespace: string): void {
    this.#scenarios.delete(namespace);
  }

  /**
   * Resolves when everything that the API server had done before the call has become a fact, Events and deletions of Nodes excepted.
   * @throws WatchBehind when a watch does not show it in time; KubernetesError when the API server does not answer.
   */
  async caughtUp(signal: AbortSignal): Promise<void> {
    const asking = { signal, timeoutMs: CATCH_UP_MS };
    const marks = await this.#marks.set(signal);
    await Promise.all(marks.map(({ kind, resourceVersion }) => this.#progress.until(kind, resourceVersion, asking)));
  }

  close(): Promise<void> {
    return this.#watches.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #listener(kind: ObservedKind): WatchListener {
    const underWay = () => this.#scenarios.values();
    const scenariosOf = (object: RawObject) => {
      if (kind === 'Node') return underWay();
      const scenario = this.#scenarios.get(object.metadata.namespace ?? '');
      return scenario === undefined ? [] : [scenario];
    };
    const facts = factListener({ kind, sink: this.#sink, scenariosOf, underWay });
    return {
      ...facts,
      seen: (seen) => {
        if (kind === 'Node') this.#noteNode(seen.change === 'DELETED', seen.object);
        facts.seen(seen);
        // Last, so that whoever waits for it finds the fact.
        this.#progress.note(kind, seen.object.metadata.resourceVersion);
      },
      opened: (resourceVersion) => this.#progress.note(kind, resourceVersion),
    };
  }

  #noteNode(deleted: boolean, node: RawObject): void {
    if (deleted) this.#nodes.delete(node.metadata.uid);
    else this.#nodes.set(node.metadata.uid, node);
  }
}
