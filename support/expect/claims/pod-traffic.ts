import { membershipOf } from '../../analysis/membership.ts';
import { answersNeeded, membersSince } from '../../analysis/passed-over.ts';
import { localDoors, routingOf } from '../../analysis/routing.ts';
import { type Sample, samplesByStream } from '../../analysis/samples.ts';
import { doorsOf, lastTraffic } from '../../analysis/traffic.ts';
import type { Fact, Instant, ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { isAnswerOf, keptTo } from './kept.ts';
import { unmeasured } from './once-settled.ts';
import { deadlineOf, lastReached, type Span } from './span.ts';

/** How long so many answers may take at every door, at 20 requests per second, six pods and three doors, and some. */
const MANY_ANSWERS_MS = 15_000;
const NAMELESS = 'which pod answered is not known';

/**
 * Fresh connections stop reaching the pod within a span. Ask it with `eventually` and the same span.
 *
 * It answers none that was sent after the span, while others answer so many of those at every node's door that, had the kube-proxy
 * there gone on sending to it, it would have been passed over by chance once in a thousand times: that is the doubt for each door, for
 * each has rules of its own. kube-proxy picks at random among equals in iptables and nftables mode; at most among all pods that have
 * been members since. With session affinity there is no chance in it: one answer of another does at each door that led to a pod that
 * leaves, and it is blind where none did. With the external traffic policy `Local` only the door of the pod's own node leads to it. A
 * door with fewer answers leaves it open, and it is blind where answers do not tell whose they are, as those to a script do not.
 */
export function freshRequestsStop(
  service: string,
  pod: ObjectRef,
  span: Span,
  leaving: readonly ObjectRef[] = [pod],
): Claim {
  const { since } = span;
  const deadline = deadlineOf(span);
  return {
    describe: `fresh connections stop reaching ${pod.name}`,
    expected: 'none',
    dependsOn: ['probe-sample'],
    graceMs: MANY_ANSWERS_MS,
    evaluate(facts) {
      const fresh = samplesByStream(facts, { from: since }).get('fresh') ?? [];
      const answered = fresh.filter(({ outcome }) => outcome === 'ok');
      const answers = answered.filter((sample) => sample.pod !== undefined);
      if (answers.length === 0 && answered.length > 0) return unmeasured(NAMELESS);
      const last = answers.findLast(isAnswerOf(pod));
      const reached = `fresh connections reached ${pod.name} ${lastReached(last?.startedAt, span)}`;
      if (last !== undefined && last.startedAt > deadline) return { holds: false, final: true, lastSeen: reached };
      const byDoor = Map.groupBy(answers.filter(isSentAfter(deadline)), ({ door }) => door);
      const { sticky, local } = routingOf(facts, service);
      const needed = sticky ? 1 : answersNeeded(membersSince(membershipOf(facts, service), since));
      const leadsTo = local ? localDoors(facts) : () => true;
      const all = [...doorsOf(lastTraffic(facts)), ...fresh.map(({ door }) => door)];
      const open = new Set(all.filter((door) => leadsTo(door, pod.uid)));
      const doors = sticky ? doorsThatLedTo(facts, leaving, since) : open;
      if (sticky && doors.size === 0) return unmeasured(`by session affinity no door led to ${pod.name}`);
      const counts = [...doors].map((door) => ({ door, count: byDoor.get(door)?.length ?? 0 }));
      const few = counts.filter(({ count }) => count < needed);
      if (few.length === 0 && counts.length > 0) {
        const least = Math.min(...counts.map(({ count }) => count));
        return { holds: true, lastSeen: `${reached}, others answered ${least} or more at each door` };
      }
      const came = few.map(({ door, count }) => `${count} at the door of ${door}`).join(', ') || 'none at any door';
      return unmeasured(`${reached}; of the ${needed} answers of others that are needed at each door came ${came}`);
    },
  };
}

/** By the last answer through each before an instant. */
function doorsThatLedTo(facts: readonly Fact[], pods: readonly ObjectRef[], until: Instant): ReadonlySet<string> {
  const before = samplesByStream(facts, { from: Number.NEGATIVE_INFINITY, to: until }).get('fresh') ?? [];
  const last = new Map(before.filter(({ outcome }) => outcome === 'ok').map(({ door, pod }) => [door, pod]));
  return new Set([...last].flatMap(([door, by]) => (pods.some(({ name }) => name === by) ? [door] : [])));
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
      const open = kept.map(({ after }) => stillOpen(after));
      const late = open.flat().filter(({ startedAt }) => startedAt >= from);
      const ended = kept.filter(({ after }, index) => after.length > (open[index]?.length ?? 0)).length;
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

function isSentAfter(instant: Instant): (sample: Sample) => boolean {
  return ({ startedAt }) => startedAt > instant;
}
