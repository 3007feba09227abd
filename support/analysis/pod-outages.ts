import type { Instant } from '../timeline/facts.ts';
import type { Action } from './actions.ts';
import { deletingAction, restartingAction } from './actions-on-pods.ts';
import { KUBELET_MS, LISTEN_MS, PROBE_MS, PROXY_MS, SIGHT_MS, STARVED_PROXY_MS } from './delays.ts';
import { spansWithout } from './endpoint-gaps.ts';
import { type Interval, overlapOf } from './intervals.ts';
import type { Membership, PodMembership } from './membership.ts';
import type { PodLife } from './pods.ts';
import type { Sample } from './samples.ts';

/** A time in which a pod could not be relied on to answer. */
export interface PodOutage extends Interval {
  readonly pod: string;
  readonly why: 'terminating' | 'restarting' | 'not-ready' | 'not-listening';
  /** When it was seen to begin; `from` reaches back by how late that may have been seen. */
  readonly seenAt: Instant;
  /** When it had surely stopped, so that its connections were cut; undefined for one that did not stop. */
  readonly stoppedAt: Instant | undefined;
  /** Until when a door may have sent new connections to it; undefined for ever, the instant `from` for never. */
  readonly routedUntil: Instant | undefined;
  /** Until when a door whose kube-proxy is starved may have, if nothing shows that it has heard; the instant `from` for never. */
  readonly perhapsRoutedUntil: Instant | undefined;
}

/**
 * Those of all pods that the Service ever listed.
 * @param answered samples with the pod that answered, by sending.
 * @param actions what was done to pods, in order of time.
 */
export function podOutages(
  membership: Membership,
  lives: readonly PodLife[],
  answered: readonly Sample[],
  actions: readonly Action[],
): PodOutage[] {
  const nobodyReady = spansWithout(membership, ({ ready }) => ready);
  return lives.flatMap((life) => {
    const listed = membership.pods.get(life.ref.uid);
    if (listed === undefined) return [];
    return [...ending(life, actions), ...notReady(life, actions), ...notListening(life, listed, answered)].map(
      (outage) => ({
        ...outage,
        routedUntil: routedUntil(outage.from, listed, nobodyReady, PROXY_MS),
        perhapsRoutedUntil: routedUntil(outage.from, listed, nobodyReady, STARVED_PROXY_MS),
      }),
    );
  });
}

type Unrouted = Omit<PodOutage, 'routedUntil' | 'perhapsRoutedUntil'>;

function ending({ ref, terminatingSince, terminal, goneAt }: PodLife, actions: readonly Action[]): Unrouted[] {
  const begun = [terminatingSince, terminal?.at, goneAt].filter((at) => at !== undefined);
  if (begun.length === 0) return [];
  const seenAt = Math.min(...begun);
  const lag = terminatingSince === seenAt ? SIGHT_MS : KUBELET_MS;
  // A pod that we delete stops from then on, however late a busy machine tells of it.
  const from = Math.min(seenAt - lag, deletingAction(actions, ref, seenAt)?.askedAt ?? seenAt);
  const stoppedAt = terminal?.at ?? goneAt;
  return [{ pod: ref.name, why: 'terminating', seenAt, from, to: undefined, stoppedAt }];
}

/** Of pods that were not asked to stop: a container restarted, or the readiness probe failed. */
function notReady({ ref, ready, terminatingSince, goneAt, history }: PodLife, actions: readonly Action[]): Unrouted[] {
  return ready.flatMap(({ from: readySince, to: seenAt }, index) => {
    if (seenAt === undefined || seenAt === goneAt || (terminatingSince ?? seenAt + 1) <= seenAt) return [];
    const again = ready[index + 1]?.from;
    const count = (at: Instant) => history.findLast((sighting) => sighting.at <= at)?.state.restarts ?? 0;
    const restarted = count(again ?? Number.POSITIVE_INFINITY) > count(seenAt - KUBELET_MS);
    const why = restarted ? 'restarting' : 'not-ready';
    const asked = restarted ? restartingAction(actions, ref, seenAt)?.askedAt : undefined;
    const lag = restarted ? KUBELET_MS : PROBE_MS;
    // As with a deletion; one from before it was ready has been answered.
    const from = Math.min(seenAt - lag, asked === undefined || asked < readySince ? seenAt : asked);
    const to = again === undefined ? undefined : again + SIGHT_MS;
    return [{ pod: ref.name, why, seenAt, from, to, stoppedAt: restarted ? seenAt : undefined }] as Unrouted[];
  });
}

/** Of pods seen being made: from becoming a member until the first answer. */
function notListening({ ref, born }: PodLife, { member }: PodMembership, answered: readonly Sample[]): Unrouted[] {
  const [first] = member;
  if (!born || first === undefined) return [];
  const answer = answered.find(({ pod, at }) => pod === ref.name && at >= first.from - SIGHT_MS);
  const [from, to] = [
    first.from - SIGHT_MS,
    Math.min(answer?.startedAt ?? Number.POSITIVE_INFINITY, first.from + LISTEN_MS),
  ];
  return [{ pod: ref.name, why: 'not-listening', seenAt: first.from, from, to, stoppedAt: undefined }];
}

/** A door sends to a pod while it is a ready endpoint, or terminates and serves while nobody is ready, and a sync longer. */
function routedUntil(
  from: Instant,
  { member, endpoints }: PodMembership,
  nobodyReady: readonly Interval[],
  syncMs: number,
): Instant | undefined {
  const draining = endpoints.filter(({ serving, terminating }) => serving && terminating);
  const fallback = draining.flatMap((span) => nobodyReady.flatMap((other) => overlapOf(span, other) ?? []));
  const spans = [...member, ...fallback].filter(({ to }) => to === undefined || to + syncMs > from);
  if (spans.some(({ to }) => to === undefined)) return undefined;
  return Math.max(from, ...spans.map(({ to = from }) => to + syncMs));
}
