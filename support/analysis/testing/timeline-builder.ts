import type { Fact, FactOf, Instant, NewFact, ObjectSeen, ObservedObject, PodState } from '../../timeline/facts.ts';
import { pod, T0 } from './objects.ts';

/** What an action of `acts` is; all of it has defaults. */
export interface Deed {
  readonly verb?: string;
  readonly summary?: string;
  readonly pods?: readonly string[];
  readonly changed?: boolean | 'unanswered';
}

/** Writes small timelines by hand. Times are ms after `start`; every fact belongs to one scenario. */
export class TimelineBuilder {
  readonly facts: Fact[] = [];
  readonly #pods = new Map<string, PodState>();
  readonly #scenario: string;
  readonly #start: Instant;
  #at: Instant;
  #seq = 0;
  #resourceVersion = 100;
  #requests = new Map<string, number>();

  constructor(scenario = 's1', start: Instant = T0) {
    this.#scenario = scenario;
    this.#start = start;
    this.#at = start;
  }

  /** Everything from here on happens at this time. */
  at(ms: number): this {
    this.#at = this.#start + ms;
    return this;
  }

  /** Any fact. */
  add(fact: NewFact): this {
    this.facts.push({ seq: this.#seq++, at: this.#at, scenario: this.#scenario, ...fact });
    return this;
  }

  /** A state of an object, as the watch sends it; each call is a write of its own. */
  sees(change: ObjectSeen['change'], object: ObservedObject): this {
    if (object.kind === 'Pod') this.#pods.set(object.name, object);
    this.#resourceVersion++;
    return this.add({ type: 'object-seen', change, resourceVersion: String(this.#resourceVersion), object });
  }

  /** A change of a pod seen before; what is not given stays. */
  podChanges(name: string, over: Partial<PodState>, change: ObjectSeen['change'] = 'MODIFIED'): this {
    return this.sees(change, { ...(this.#pods.get(name) ?? pod(name)), ...over });
  }

  /** The pod object goes. */
  podGoes(name: string): this {
    return this.podChanges(name, {}, 'DELETED');
  }

  /** An action on pods, asked for now; acknowledged 5 ms later unless it stays unanswered. */
  acts(action: string, { verb = 'label-pods', summary = 'did something', pods = [], changed = true }: Deed = {}): this {
    const subjects = pods.map((name) => {
      const { kind, namespace, uid } = pod(name);
      return { kind, namespace, name, uid };
    });
    this.add({ type: 'action-asked', action, verb, summary, subjects });
    if (changed === 'unanswered') return this;
    return this.add({
      type: 'action-acknowledged',
      action,
      changed,
      resourceVersions: [],
      at: this.#at + 5,
    });
  }

  /** One request, sent now: an answer of `pod`, or a failure without one. */
  request(over: Partial<Omit<FactOf<'probe-sample'>, 'seq' | 'type'>> = {}): this {
    const stream = over.stream ?? 'fresh';
    const request = this.#requests.get(stream) ?? 0;
    this.#requests.set(stream, request + 1);
    const durationMs = over.durationMs ?? 2;
    return this.add({
      type: 'probe-sample',
      stream,
      request,
      startedAt: this.#at,
      at: this.#at + durationMs,
      lateMs: 0,
      durationMs,
      outcome: 'ok',
      status: over.outcome === undefined || over.outcome === 'ok' ? 200 : 0,
      errorCode: 0,
      pod: undefined,
      door: 'worker1',
      connection: stream === 'keepalive' ? 'reused' : 'new',
      ...over,
    });
  }

  /** Traffic of these streams begins. */
  traffic(...streams: FactOf<'traffic-started'>['streams']): this {
    return this.trafficThrough([], ...streams);
  }

  /** The same with the doors of these nodes. */
  trafficThrough(nodes: readonly string[], ...streams: FactOf<'traffic-started'>['streams']): this {
    this.#requests = new Map();
    const meter = { name: 'probe-runner', version: '0.1.0' } as const;
    const doors = nodes.map((node) => ({ node, url: 'http://127.0.0.1:30080/' }));
    return this.add({ type: 'traffic-started', meter, streams, doors, timeoutMs: 1000 });
  }

  /** Traffic ends. */
  trafficStops(over: Partial<Pick<FactOf<'traffic-stopped'>, 'dropped' | 'lateP99Ms' | 'lateMaxMs'>> = {}): this {
    return this.add({ type: 'traffic-stopped', requests: 0, dropped: 0, lateMaxMs: 2, lateP99Ms: 1, ...over });
  }
}
