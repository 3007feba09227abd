import type { WatchListener } from '../kubernetes/watch.ts';
import type { NewFact, ObservedKind } from '../timeline/facts.ts';
import type { FactSink } from '../timeline/recorder.ts';
import { observedObject } from './objects.ts';

/** Said of a namespace whose objects are to be left off the timeline. */
export const IGNORE = Symbol('ignore');

/** What a watch is of, and whose its facts are. */
export interface FactListenerOptions {
  readonly kind: ObservedKind;
  /** Of the watch; undefined for all. */
  readonly namespace: string | undefined;
  readonly sink: FactSink;
  /** The scenario of the watch's own facts. */
  readonly scenario: string | undefined;
  /** The scenario of an object's facts by its namespace, undefined for none. */
  readonly scenarioOf: (namespace: string) => string | undefined | typeof IGNORE;
}

/** Writes what a watch tells to the timeline, synchronously: facts stand there in the order in which they arrived. */
export function factListener({ kind, namespace, sink, scenario, scenarioOf }: FactListenerOptions): WatchListener {
  const about = { kind, namespace: namespace ?? '' };
  const append = (fact: NewFact, of: string | undefined) => {
    sink.append(of === undefined ? fact : { ...fact, scenario: of });
  };
  return {
    seen({ change, object }) {
      const of = scenarioOf(object.metadata.namespace ?? '');
      if (of === IGNORE) return;
      const { resourceVersion } = object.metadata;
      append({ type: 'object-seen', change, resourceVersion, object: observedObject(kind, object) }, of);
    },
    opened: (resourceVersion) => append({ type: 'watch-opened', ...about, resourceVersion }, scenario),
    reconnected: (from, reason) => append({ type: 'watch-reconnected', ...about, from, reason }, scenario),
    gap: (from, to, reason) => append({ type: 'watch-gap', ...about, from, to, reason }, scenario),
  };
}
