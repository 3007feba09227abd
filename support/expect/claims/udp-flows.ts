import { type Sample, samplesByStream } from '../../analysis/samples.ts';
import type { Fact, Instant, ObjectRef } from '../../timeline/facts.ts';
import type { Claim } from '../claim.ts';
import { isAnswerOf, keptTo } from './kept.ts';
import { SAMPLE_GRACE_MS, unmeasured } from './once-settled.ts';
import { deadlineOf, lastReached, type Span } from './span.ts';
import { leadsToAll } from './traffic.ts';

/** Every member of the Service has answered over a UDP flow that is kept, from an instant on. */
export function udpFlowsLead(service: string, from: Instant): Claim {
  return leadsToAll(service, 'kept UDP flow', (facts) => keptSince(facts, from));
}

/**
 * The UDP flows that led to the pod before an instant, usually an action, stop reaching it within a span. Ask it with
 * `eventually` and the same span.
 *
 * Of each such flow a datagram must show where it leads now: answered by another pod, or sent after the span and not answered by
 * this one. kube-proxy deletes what conntrack has of a flow when its endpoint goes (pkg/proxy/conntrack/cleanup.go).
 */
export function udpFlowsLeave(pod: ObjectRef, span: Span): Claim {
  const deadline = deadlineOf(span);
  return {
    describe: `UDP flows stop reaching ${pod.name}`,
    expected: 'none',
    dependsOn: ['probe-sample'],
    graceMs: 10_000,
    evaluate(facts) {
      const flows = keptTo(pod, keptSince(facts), span.since);
      if (flows.length === 0) return unmeasured(`no UDP flow led to ${pod.name}`);
      const last = Math.max(0, ...flows.map(({ after }) => after.findLast(isAnswerOf(pod))?.startedAt ?? 0));
      const late = last > deadline;
      const open = flows.filter(({ after }) => !hasLeft(pod, after, deadline)).length;
      const told = lastReached(last === 0 ? undefined : last, span);
      const rest = open === 0 ? '' : `, where ${open} of them lead now is not known`;
      const lastSeen = `${flows.length} UDP flows reached ${pod.name} ${told}${rest}`;
      return { holds: !late && open === 0, final: late, lastSeen };
    },
  };
}

/**
 * A UDP flow that led to the pod before an instant (`since`) still reaches it: a datagram over it, sent from another instant on, was
 * answered by it.
 */
export function udpFlowReaches(
  pod: ObjectRef,
  { since, from }: { readonly since: Instant; readonly from: Instant },
): Claim {
  return {
    describe: `a UDP flow still reaches ${pod.name}`,
    expected: 'at least one',
    dependsOn: ['probe-sample'],
    graceMs: SAMPLE_GRACE_MS,
    evaluate(facts) {
      const flows = keptTo(pod, keptSince(facts), since);
      if (flows.length === 0) return unmeasured(`no UDP flow led to ${pod.name}`);
      const answers = flows.flatMap(({ after }) => after).filter((sample) => sample.startedAt >= from);
      const count = answers.filter(isAnswerOf(pod)).length;
      const lastSeen = `${pod.name} answered ${count} of ${answers.length} datagrams over the ${flows.length} flows that led to it`;
      return { holds: count > 0, lastSeen };
    },
  };
}

/** Also from before traffic was known to flow: where a flow leads stands from its first datagram on. */
function keptSince(facts: readonly Fact[], from: Instant = Number.NEGATIVE_INFINITY): Sample[] {
  const stream = samplesByStream(facts, { from }).get('udp') ?? [];
  return stream.filter(({ connection }) => connection === 'reused');
}

function hasLeft(pod: ObjectRef, after: readonly Sample[], deadline: Instant): boolean {
  const last = after.findLast(isAnswerOf(pod));
  return after.some(
    (sample) =>
      sample.startedAt > (last?.startedAt ?? 0) &&
      (sample.outcome === 'ok' || sample.startedAt > deadline) &&
      !isAnswerOf(pod)(sample),
  );
}
