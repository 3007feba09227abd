import type { Instant, NodeState } from '../timeline/facts.ts';
import { SIGHT_MS } from './delays.ts';
import { formatDuration } from './durations.ts';
import { goneAt, type History, stateAt } from './histories.ts';
import type { WorkloadName } from './owners.ts';
import type { PodLife } from './pods.ts';

/**
 * Why a pod goes because of its node: it was removed (pkg/controller/podgc), or got a taint that the pod does not tolerate, or not
 * for so long (pkg/controller/tainteviction). Undefined where its node takes nothing.
 */
export function takenByNode(
  nodes: Iterable<History<NodeState>>,
  pod: PodLife,
  { kind }: WorkloadName,
  at: Instant,
): string | undefined {
  const node = [...nodes].findLast(([first]) => first.state.name === pod.node && first.at <= at);
  if (node === undefined) return undefined;
  const { name } = node[0].state;
  const gone = goneAt(node);
  if (gone !== undefined && gone <= at + SIGHT_MS) return `${name} was removed, and what ran there is cleared up`;
  const taint = stateAt(node, at + SIGHT_MS)?.taints.find(
    (each) => each.endsWith(':NoExecute') && !(kind === 'daemonset' && DAEMONS_TOLERATE.test(each)),
  );
  const since = taint === undefined ? undefined : taintedSince(node, taint, at + SIGHT_MS);
  // What came after the taint tolerates it.
  if (taint === undefined || since === undefined || since <= pod.firstSeen) return undefined;
  const after = formatDuration(Math.max(at - since, 0));
  return `${name} was tainted ${taint} (${after} before), and it tolerates that no longer`;
}

/** What every daemon tolerates for good (AddOrUpdateDaemonPodTolerations in pkg/controller/daemon/util). */
const DAEMONS_TOLERATE = /^node\.kubernetes\.io\/(not-ready|unreachable)/;

function taintedSince(node: History<NodeState>, taint: string, until: Instant): Instant | undefined {
  const seen = node.filter(({ at }) => at <= until);
  const before = seen.findLastIndex(({ state }) => !state.taints.includes(taint));
  return seen[before + 1]?.at;
}
