import { formatDuration } from '../../analysis/durations.ts';
import { membershipOf } from '../../analysis/membership.ts';
import { type Sample, samplesByStream } from '../../analysis/samples.ts';
import type { Instant, ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { isAnswerOf, keptTo } from './kept.ts';
import { unmeasured } from './once-settled.ts';

/** How unlikely it must be that a pod still in rotation was passed over by chance. */
const CHANCE = 0.001;
const NAMELESS = 'which pod answered is not known';

/**
 * Fresh connections stop reaching the pod within a span from an instant, usually an action. Ask it with `eventually`,
 * the same `since` and the same `withinMs`.
 *
 * The pod's last answer must lie within the span, and so many answers of others must follow it that, had the pod still
 * been one of the members, it would have been passed over by chance once in a thousand times (kube-proxy picks at random
 * in iptables and nftables mode). Those answers may come after the span. It is blind where answers do not tell whose they
 * are, as those to a script do not.
 */
export function freshRequestsStop(
  service: string,
  pod: ObjectRef,
  { since, withinMs }: { readonly since: Instant; readonly withinMs: number },
): Claim {
  const deadline = since + withinMs;
  return {
    describe: `fresh connections stop reaching ${pod.name}`,
    expected: 'none',
    dependsOn: ['probe-sample'],
    graceMs: 5000,
    evaluate(facts) {
      const fresh = samplesByStream(facts, { from: since }).get('fresh') ?? [];
      const answered = fresh.filter(({ outcome }) => outcome === 'ok');
      const answers = answered.filter((sample) => sample.pod !== undefined);
      if (answers.length === 0 && answered.length > 0) return unmeasured(NAMELESS);
      const last = answers.findLast((sample) => sample.pod === pod.name);
      const after = answers.length - 1 - (last === undefined ? -1 : answers.indexOf(last));
      const needed = answersNeeded(membershipOf(facts, service).members.length + 1);
      const late = last !== undefined && last.startedAt > deadline;
      const told = last === undefined ? 'never' : `last ${formatDuration(Math.round(last.startedAt - since))} after`;
      const seen = `fresh connections reached ${pod.name} ${told}, ${after} answers of others followed`;
      if (late || after >= needed) return { holds: !late, final: late, lastSeen: seen };
      const blind = after === 0 && last === undefined ? 'no fresh request was answered' : undefined;
      return { holds: false, lastSeen: `${seen}, ${needed} are needed`, ...(blind === undefined ? {} : { blind }) };
    },
  };
}

/**
 * A connection that led to the pod before an instant (`since`), usually an action, still reaches it: a request over it, sent from
 * another instant on, was answered by it. The grace is what a connection may lie idle between two requests, and some.
 */
export function keptConnectionReaches(
  pod: ObjectRef,
  { since, from }: { readonly since: Instant; readonly from: Instant },
): Claim {
  return {
    describe: `a kept connection still reaches ${pod.name}`,
    expected: 'at least one',
    dependsOn: ['probe-sample'],
    graceMs: 4000,
    evaluate(facts) {
      // Also from before traffic was known to flow: a connection stands from its first request on.
      const stream = samplesByStream(facts, { from: Number.NEGATIVE_INFINITY }).get('keepalive') ?? [];
      const answered = stream.filter(({ outcome }) => outcome === 'ok');
      if (answered.length > 0 && answered.every((sample) => sample.pod === undefined)) return unmeasured(NAMELESS);
      const kept = keptTo(pod, stream, since);
      if (kept.length === 0) return unmeasured(`no kept connection led to ${pod.name}`);
      const late = kept.flatMap(({ after }) => stillOpen(after)).filter(({ startedAt }) => startedAt >= from);
      const ended = kept.filter(({ after }) => stillOpen(after).length < after.length).length;
      if (late.length === 0 && ended < kept.length) {
        return unmeasured(`no request was sent over a connection that led to ${pod.name}`);
      }
      const count = late.filter(isAnswerOf(pod)).length;
      const told = `${pod.name} answered ${count} of ${late.length} requests over connections that led to it`;
      const lastSeen = ended === 0 ? told : `${told}, ${ended} of ${kept.length} had ended`;
      return { holds: count > 0, lastSeen };
    },
  };
}

/** The requests up to the first that had to open another connection, or could not. */
function stillOpen(requests: readonly Sample[]): readonly Sample[] {
  const end = requests.findIndex(({ connection }) => connection !== 'reused');
  return end < 0 ? requests : requests.slice(0, end);
}

/** With so many equal pods, this many answers in a row by others happen by chance less than once in a thousand times. */
function answersNeeded(pods: number): number {
  return pods < 2 ? 1 : Math.ceil(Math.log(CHANCE) / Math.log(1 - 1 / pods));
}
