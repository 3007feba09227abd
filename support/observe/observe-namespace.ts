import type { Delay } from '../kubernetes/backoff.ts';
import type { RawApi } from '../kubernetes/client.ts';
import { collectionPath } from '../kubernetes/kinds.ts';
import { watch } from '../kubernetes/watch.ts';
import type { ObservedKind } from '../timeline/facts.ts';
import { type FactSink, now } from '../timeline/recorder.ts';
import { factListener, IGNORE } from './fact-listener.ts';
import { type Observation, observation } from './observation.ts';

const KINDS: readonly ObservedKind[] = [
  'Pod',
  'ReplicaSet',
  'DaemonSet',
  'Deployment',
  'Service',
  'EndpointSlice',
  'Event',
];

/** Whose facts they are, and whose signal ends the observation. */
export interface ObserveOptions {
  readonly signal: AbortSignal;
  /** Stamped on every fact. */
  readonly scenario?: string;
  readonly delay?: Delay | undefined;
}

/**
 * Starts to write facts about everything that Kindling watches in a namespace; await `opened` before acting.
 * A lost connection is resumed without loss (`watch-reconnected`); where that cannot be there is a `watch-gap`.
 */
export function observeNamespace(
  client: RawApi & { readonly server: string },
  namespace: string,
  sink: FactSink,
  { signal, scenario, delay }: ObserveOptions,
): Observation {
  return observe(client, namespace, sink, { signal, scenario, delay, scenarioOf: () => scenario });
}

/**
 * The same with one set of watches for all namespaces of a cluster, for scenarios that share it.
 * @param options `scenarioOf` says whose a namespace is, at the time of each fact: register a namespace before it is
 * created. Objects of a namespace that is no scenario's are left out; facts of the watches themselves concern all
 * scenarios, so they carry none, and their namespace is empty.
 */
export function observeAllNamespaces(
  client: RawApi & { readonly server: string },
  sink: FactSink,
  options: Omit<ObserveOptions, 'scenario'> & { readonly scenarioOf: (namespace: string) => string | undefined },
): Observation {
  const scenarioOf = (namespace: string) => options.scenarioOf(namespace) ?? IGNORE;
  return observe(client, undefined, sink, { ...options, scenario: undefined, scenarioOf });
}

/** The same of the cluster's nodes, whose facts go to one scenario. */
export function observeNodes(
  client: RawApi & { readonly server: string },
  sink: FactSink,
  { signal, scenario, delay }: ObserveOptions,
): Observation {
  return observe(client, undefined, sink, { signal, scenario, delay, scenarioOf: () => scenario, kinds: ['Node'] });
}

function observe(
  client: RawApi & { readonly server: string },
  namespace: string | undefined,
  sink: FactSink,
  options: {
    readonly signal: AbortSignal;
    readonly scenario: string | undefined;
    readonly scenarioOf: (namespace: string) => string | undefined | typeof IGNORE;
    readonly delay?: Delay | undefined;
    readonly kinds?: readonly ObservedKind[];
  },
): Observation {
  const { scenario, scenarioOf, delay, kinds = KINDS } = options;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const watches = kinds.map((kind) =>
    watch(client, {
      path: collectionPath(kind, namespace),
      listener: factListener({ kind, namespace, sink, scenario, scenarioOf }),
      clock: now,
      // The watch cache of Events is off by default (watch-cache-sizes in cmd/kube-apiserver).
      bookmarks: kind !== 'Event',
      signal,
      delay,
    }),
  );
  return observation(watches, stop);
}
