import type { Instant, NodeState } from '../timeline/facts.ts';
import { SIGHT_MS } from './delays.ts';
import { formatDuration } from './durations.ts';
import { goneAt, type History, stateAt } from './histories.ts';
import type { WorkloadName } from './owners.ts';
import type { PodLife } from './pods.ts';

/** That the pod's node was removed, so that the garbage collector deletes what ran there (pkg/controller/podgc). */
export function nodeRemoved(nodes: Iterable<History<NodeState>>, pod: PodLife, at: Instant): string | undefined {
  const node = nodeOf(nodes, pod, at);
  const gone = node === undefined ? undefined : goneAt(node);
  if (gone === undefined || gone > at + SIGHT_MS) return undefined;
  return `${pod.node} was removed, and what ran there is cleared up`;
}

/**
 * That the pod's node got a taint that the pod does not tolerate, or not for so long (pkg/controller/tainteviction). What a pod
 * tolerates is not on the timeline, so that this is to be asked for when nothing else explains a deletion.
 */
export function drivenOut(
  nodes: Iterable<History<NodeState>>,
  pod: PodLife,
  { kind }: WorkloadName,
  at: Instant,
): string | undefined {
  const until = at + SIGHT_MS;
  const node = nodeOf(nodes, pod, at);
  if (node === undefined) return undefined;
  const taints = stateAt(node, until)?.taints ?? [];
  const driving = taints
    .filter((each) => each.endsWith(':NoExecute') && !(kind === 'daemonset' && DAEMONS_TOLERATE.test(each)))
    .map((taint) => ({ taint, since: taintedSince(node, taint, until) }))
    // What came after the taint tolerates it.
    .filter(({ since }) => since > pod.firstSeen)
    .toSorted((a, b) => a.since - b.since);
  const last = driving.at(-1);
  if (last === undefined) return undefined;
  const after = formatDuration(Math.max(at - last.since, 0));
  return `${pod.node} was tainted ${last.taint} (${after} before), and it tolerates that no longer`;
}

function nodeOf(nodes: Iterable<History<NodeState>>, { node }: PodLife, at: Instant): History<NodeState> | undefined {
  return [...nodes].findLast(([first]) => first.state.name === node && first.at <= at);
}

/** What every daemon tolerates for good (AddOrUpdateDaemonPodTolerations in pkg/controller/daemon/util). */
const DAEMONS_TOLERATE = /^node\.kubernetes\.io\/(not-ready|unreachable)/;

function taintedSince(node: History<NodeState>, taint: string, until: Instant): Instant {
  const seen = node.filter(({ at }) => at <= until);
  const before = seen.findLastIndex(({ state }) => !state.taints.includes(taint));
  return seen[before + 1]?.at ?? Number.NEGATIVE_INFINITY;
}
