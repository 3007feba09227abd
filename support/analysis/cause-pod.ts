import type { Instant } from '../timeline/facts.ts';
import type { Action } from './actions.ts';
import type { Cause, CauseKind, Explain } from './cause.ts';
import { IDLE_MS, SIGHT_MS, STARVED_PROXY_MS } from './delays.ts';
import { formatDuration } from './durations.ts';
import type { Membership } from './membership.ts';
import { answersNeeded, membersSince } from './passed-over.ts';
import { type PodOutage, podOutages } from './pod-outages.ts';
import type { PodLife } from './pods.ts';
import type { Sample } from './samples.ts';

/**
 * What one pod explains: it could not answer while a door, or a kept connection, still led to it.
 *
 * @param samples all requests, so that each pod tells when it answered
 */
export function podCauses(
  membership: Membership,
  lives: readonly PodLife[],
  samples: readonly Sample[],
  actions: readonly Action[],
): Explain {
  const byDoor = Map.groupBy(
    samples.filter(({ connection, stream }) => connection !== 'reused' && stream === 'fresh'),
    ({ door }) => door,
  );
  for (const own of byDoor.values()) own.sort((a, b) => a.startedAt - b.startedAt);
  const isRouted: Routed = ({ pod, from, routedUntil, perhapsRoutedUntil }, { door, startedAt }) => {
    if (routedUntil === undefined || startedAt <= routedUntil) return true;
    if (perhapsRoutedUntil === undefined || startedAt > perhapsRoutedUntil) return false;
    const leftAt = perhapsRoutedUntil - STARVED_PROXY_MS;
    const sent = (byDoor.get(door) ?? []).filter((sample) => sample.startedAt >= from && sample.at <= startedAt);
    const needed = answersNeeded(membersSince(membership, from));
    return isBehind(pod, sent, { leftAt, routedUntil, needed });
  };
  const answered = samples.filter(({ outcome }) => outcome === 'ok').sort((a, b) => a.startedAt - b.startedAt);
  // The latest first: of two that cover a request, the one that has just begun is likelier.
  const outages = podOutages(membership, lives, answered, actions).sort((a, b) => b.seenAt - a.seenAt);
  return (sample) => {
    const cover = (covers: (outage: PodOutage, sample: Sample) => boolean) =>
      outages.find((outage) => overlaps(outage, sample) && covers(outage, sample));
    if (sample.outcome === 'http-status') {
      const own = cover(answeredItself(isRouted));
      return own && told(KINDS[own.why], own, sample, `and answered with status ${sample.status}`);
    }
    if (sample.connection === 'reused') {
      const cut = cover(cutsKeptConnection);
      return cut && told('connection-cut', cut, sample, 'on a kept connection to it');
    }
    const outage = cover(isRouted) ?? cover(stoppedMeanwhile);
    return outage && told(KINDS[outage.why], outage, sample, 'a door still sent to it');
  };
}

/** Whether a request may have got to the pod of an outage. */
type Routed = (outage: PodOutage, sample: Sample) => boolean;

const KINDS = {
  terminating: 'pod-terminating',
  restarting: 'pod-not-ready',
  'not-ready': 'pod-not-ready',
  'not-listening': 'pod-not-listening',
} as const satisfies Record<PodOutage['why'], CauseKind>;

const WORDS = {
  terminating: 'was stopping',
  restarting: 'was restarting',
  'not-ready': 'was not ready',
  'not-listening': 'was a member and had not answered yet',
} as const satisfies Record<PodOutage['why'], string>;

function overlaps({ from, to }: PodOutage, { startedAt, at }: Sample): boolean {
  return from <= at && (to === undefined || to > startedAt);
}

/** Who answers with a status listens, and says who it is where it can; else it is one that the request may have reached. */
function answeredItself(isRouted: Routed): Routed {
  return (outage, sample) => {
    if (outage.why === 'not-listening') return false;
    if (sample.pod !== undefined) return sample.pod === outage.pod;
    return sample.connection === 'reused' ? cutsKeptConnection(outage, sample) : isRouted(outage, sample);
  };
}

/**
 * Whether a door has shown that it sent to the pod when the rules of most had changed, and not since that it does so no more, which so
 * many answers of others in a row would.
 * @param sent through the door, in order.
 */
function isBehind(
  pod: string,
  sent: readonly Sample[],
  { leftAt, routedUntil, needed }: { readonly leftAt: Instant; readonly routedUntil: Instant; readonly needed: number },
): boolean {
  let [row, behind] = [0, false];
  for (const sample of sent) {
    if (sample.outcome === 'ok' && sample.pod !== pod) {
      row = sample.startedAt >= leftAt ? row + 1 : 0;
      if (row >= needed) return false;
    } else {
      row = 0;
      behind ||= sample.startedAt >= leftAt && sample.startedAt <= routedUntil;
    }
  }
  return behind;
}

/** It was sent while the pod still served, and the pod went before its answer. */
function stoppedMeanwhile({ stoppedAt }: PodOutage, { startedAt, at, outcome }: Sample): boolean {
  if (stoppedAt === undefined || (outcome !== 'reset' && outcome !== 'closed')) return false;
  return stoppedAt >= startedAt - SIGHT_MS && stoppedAt <= at + SIGHT_MS;
}

/** Rules do not touch established connections, so a kept one leads to its pod until that stops, and is found cut at its next use. */
function cutsKeptConnection({ why, stoppedAt }: PodOutage, { startedAt }: Sample): boolean {
  if (why === 'not-listening') return false;
  return stoppedAt === undefined || startedAt <= stoppedAt + IDLE_MS;
}

function told(kind: CauseKind, { pod, why, seenAt }: PodOutage, { startedAt }: Sample, how: string): Cause {
  const since = Math.round(startedAt - seenAt);
  const when = since >= 0 ? `since ${formatDuration(since)}` : `${formatDuration(-since)} later by its own status`;
  return { kind, text: `${pod} ${WORDS[why]} (${when}), ${how}`, pod };
}
