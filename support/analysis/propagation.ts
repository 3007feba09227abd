import type { Fact, Instant } from '../timeline/facts.ts';
import { type Action, actionsIn } from './actions.ts';
import { contains } from './intervals.ts';
import { type EndpointPod, membershipOf } from './membership.ts';
import { type Sample, samplesByStream } from './samples.ts';

/** The last answer of a pod to a new connection through one node's door, sent after the action was asked for. */
export interface LastAnswer {
  readonly door: string;
  /** Undefined when none came: the door had stopped sending there before the next request. */
  readonly sentAt: Instant | undefined;
}

/** How an action that took a pod out of a Service made its way to the clients. */
export interface Propagation {
  readonly action: string;
  readonly summary: string;
  readonly pod: EndpointPod;
  readonly askedAt: Instant;
  readonly acknowledgedAt: Instant | undefined;
  /** When the EndpointSlice without it was seen. */
  readonly leftAt: Instant;
  /** One per door, in the order of their names. */
  readonly lastAnswers: readonly LastAnswer[];
}

/**
 * For every pod that left a Service in the window of an action: asked, acknowledged by the API server, out of the
 * EndpointSlice, last answer per door. Each door shows when its node's kube-proxy had heard of it.
 */
export function propagationsOf(facts: readonly Fact[], service: string): Propagation[] {
  const { changes } = membershipOf(facts, service);
  const fresh = (samplesByStream(facts).get('fresh') ?? []).filter(({ connection }) => connection === 'new');
  const doors = [...new Set(fresh.map(({ door }) => door))].sort();
  return actionsIn(facts).flatMap((action) =>
    changes
      .filter(({ at }) => contains(action.window, at))
      .flatMap(({ at, left }) =>
        left.map((pod) => {
          // A request may wait until the pod is back: that answer says nothing of its leaving.
          const back = changes.find((later) => later.at > at && later.entered.some(({ uid }) => uid === pod.uid))?.at;
          const away = fresh.filter((sample) => back === undefined || sample.at < back);
          return propagation(action, pod, at, away, doors);
        }),
      ),
  );
}

function propagation(
  { id, summary, askedAt, acknowledgedAt, window }: Action,
  pod: EndpointPod,
  leftAt: Instant,
  fresh: readonly Sample[],
  doors: readonly string[],
): Propagation {
  const answers = fresh.filter((sample) => sample.pod === pod.name && contains(window, sample.startedAt));
  const lastAnswers = doors.map((door) => ({
    door,
    sentAt: answers.findLast((sample) => sample.door === door)?.startedAt,
  }));
  return { action: id, summary, pod, askedAt, acknowledgedAt, leftAt, lastAnswers };
}
