import type { RawObject } from '../kubernetes/raw-object.ts';
import type { WatchListener } from '../kubernetes/watch.ts';
import type { NewFact, ObservedKind } from '../timeline/facts.ts';
import type { FactSink } from '../timeline/recorder.ts';
import { observedObject } from './objects.ts';

/** What a watch is of, and whose its facts are. */
export interface FactListenerOptions {
  readonly kind: ObservedKind;
  readonly sink: FactSink;
  /** The scenarios that an object concerns, at this moment. */
  readonly scenariosOf: (object: RawObject) => Iterable<string>;
  /** All scenarios under way: the watch's own facts concern them all. */
  readonly underWay: () => Iterable<string>;
}

/** Writes what a watch tells to the timeline, synchronously: facts stand there in the order in which they arrived. */
export function factListener({ kind, sink, scenariosOf, underWay }: FactListenerOptions): WatchListener {
  const about = { kind, namespace: '' };
  const tellAll = (fact: NewFact) => {
    const scenarios = [...underWay()];
    // Of interest to whoever reads the timeline of the run, though it harmed nobody.
    if (scenarios.length === 0) sink.append(fact);
    for (const scenario of scenarios) sink.append({ ...fact, scenario });
  };
  return {
    seen({ change, object }) {
      const { resourceVersion } = object.metadata;
      for (const scenario of scenariosOf(object)) {
        sink.append({ type: 'object-seen', change, resourceVersion, object: observedObject(kind, object), scenario });
      }
    },
    reconnected: (from, reason) => tellAll({ type: 'watch-reconnected', ...about, from, reason }),
    gap: (from, to, reason) => tellAll({ type: 'watch-gap', ...about, from, to, reason }),
  };
}
