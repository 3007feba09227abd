import { randomUUID } from 'node:crypto';
import type { KubernetesClient } from '../kubernetes/client.ts';
import type { NewFact, ObjectRef } from '../timeline/facts.ts';
import type { FactSink } from '../timeline/recorder.ts';
import { nameOf } from './names.ts';
import type { Outcome } from './outcomes.ts';

/** What every verb needs. */
export interface ActionContext {
  readonly client: Pick<KubernetesClient, 'raw' | 'stream' | 'signal' | 'server'>;
  readonly timeline: FactSink;
  readonly signal: AbortSignal;
  /** Stamped on the facts. */
  readonly scenario?: string;
}

/** What is done to which objects. */
export interface Deed {
  /** The verb's file: `delete-pods`. */
  readonly verb: string;
  /** In the past tense, for people: "removed label app from rng-9qzmd". */
  readonly summary: string;
  readonly subjects: readonly ObjectRef[];
  /** What an error adds when nothing became different: "rng-9qzmd has the labels app=rng". */
  readonly asItIs?: () => string;
}

/** The API server accepted everything and nothing became different: what a scenario says of such an action proves nothing. */
export class ActionChangedNothing extends Error {
  override readonly name = 'ActionChangedNothing';
}

/**
 * Does something to a cluster, between the facts `action-asked` (before the first request) and `action-acknowledged`.
 * @param perform asks the API server, and answers an outcome per subject.
 * @returns the action's id, which both facts carry.
 * @throws ActionChangedNothing, after the acknowledgement; an error that names the action and keeps the cause when
 * `perform` failed: then there is no acknowledgement, and some subjects may be changed.
 */
export async function act(
  context: ActionContext,
  deed: Deed,
  perform: (signal: AbortSignal) => Promise<readonly Outcome[]>,
): Promise<string> {
  const { verb, summary, subjects } = deed;
  const { signal, scenario, timeline } = context;
  if (subjects.length === 0) throw new Error(`${verb}: there is nothing to act on; choose at least one object`);
  signal.throwIfAborted();
  const append = (fact: NewFact) => timeline.append(scenario === undefined ? fact : { ...fact, scenario });
  const action = `${verb}-${randomUUID()}`;
  append({ type: 'action-asked', action, verb, summary, subjects });
  let outcomes: readonly Outcome[];
  try {
    outcomes = await perform(signal);
  } catch (cause) {
    signal.throwIfAborted();
    throw new Error(`${verb} failed ("${summary}"): ${cause instanceof Error ? cause.message : String(cause)}`, {
      cause,
    });
  }
  const changed = outcomes.some((outcome) => outcome.changed);
  const resourceVersions = outcomes.map(({ resourceVersion }) => resourceVersion);
  append({ type: 'action-acknowledged', action, changed, resourceVersions });
  if (!changed) {
    throw new ActionChangedNothing(
      `the action "${summary}" changed nothing: the API server accepted it, and ` +
        `${subjects.map((subject, at) => `${nameOf(subject)} stayed at resourceVersion ${resourceVersions[at]}`).join(', ')}. ` +
        'The objects were so already: look at what the steps before did, and at the spelling of keys and values' +
        (deed.asItIs === undefined ? '' : `; ${deed.asItIs()}`),
    );
  }
  return action;
}

/** @throws when a subject is not of the kind that the verb is for. */
export function expectKind(verb: string, kind: string, subjects: readonly ObjectRef[]): void {
  const other = subjects.find((subject) => subject.kind !== kind);
  if (other !== undefined) throw new Error(`${verb} is for objects of kind ${kind}, not for ${nameOf(other)}`);
}
