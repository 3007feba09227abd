import type { Fact, Instant, ObjectSeen, ObservedKind, ObservedObject, WorkloadState } from '../timeline/facts.ts';

/** The state type that Kindling keeps of a kind. */
export type StateOf<K extends ObservedKind> = K extends WorkloadState['kind']
  ? WorkloadState
  : Extract<ObservedObject, { kind: K }>;

/** One state of one object, and when the harness first learned of it. */
export interface Sighting<S> {
  readonly at: Instant;
  readonly change: ObjectSeen['change'];
  readonly state: S;
}

/** Everything that was seen of one object, in order of time, at least one sighting. Its last is DELETED once it is gone. */
export type History<S> = readonly [Sighting<S>, ...Sighting<S>[]];

/**
 * The histories of all objects of some kinds, by uid.
 *
 * A state that comes twice (a watch that was opened again replays what it had sent, a list repeats what is known) counts
 * once, at its first time: the API server gives every write of an object its own resourceVersion. A deletion that a
 * relist found carries the last known resourceVersion, so it is told apart from the state it follows. Nothing after a
 * deletion counts, because a uid is never used again.
 */
export function historiesOf<K extends ObservedKind>(
  facts: readonly Fact[],
  ...kinds: K[]
): ReadonlyMap<string, History<StateOf<K>>> {
  const seen = facts
    .filter(
      (fact): fact is ObjectSeen => fact.type === 'object-seen' && kinds.some((kind) => kind === fact.object.kind),
    )
    .sort((a, b) => a.at - b.at || a.seq - b.seq);
  const known = new Set<string>();
  const histories = new Map<string, [Sighting<StateOf<K>>, ...Sighting<StateOf<K>>[]]>();
  for (const { at, change, resourceVersion, object } of seen) {
    const history = histories.get(object.uid);
    const key = `${object.uid} ${resourceVersion} ${change === 'DELETED'}`;
    if (known.has(key) || history?.at(-1)?.change === 'DELETED') continue;
    known.add(key);
    const sighting = { at, change, state: object as StateOf<K> };
    if (history === undefined) histories.set(object.uid, [sighting]);
    else history.push(sighting);
  }
  return histories;
}

/** When the object went, undefined while it exists. */
export function goneAt(history: History<unknown>): Instant | undefined {
  const last = history.at(-1);
  return last?.change === 'DELETED' ? last.at : undefined;
}

/** The last state seen up to an instant, undefined before the first. */
export function stateAt<S>(history: History<S>, at: Instant): S | undefined {
  return history.findLast((sighting) => sighting.at <= at)?.state;
}

/** The states seen while the object existed, as moments for `runsOf`. */
export function momentsOf<S, T>(history: History<S>, read: (state: S) => T): { at: Instant; value: T }[] {
  return history
    .filter((sighting) => sighting.change !== 'DELETED')
    .map((sighting) => ({ at: sighting.at, value: read(sighting.state) }));
}
