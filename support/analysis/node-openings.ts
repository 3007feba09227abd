import type { Instant, NodeState } from '../timeline/facts.ts';
import { SIGHT_MS } from './delays.ts';
import type { History } from './histories.ts';
import type { Creation } from './why-created.ts';

/** Since when a node takes daemons that it did not take before, and why, as the beginning of a sentence. */
export interface Opening {
  readonly at: Instant;
  readonly text: string;
}

/** The last opening of the node that a daemon was made for. Cordons close nothing: daemons tolerate them. */
export function lastOpening(nodes: readonly History<NodeState>[], { at, node }: Creation): Opening | undefined {
  const openings = nodes.filter(([first]) => first.state.name === node).flatMap(openingsOf);
  return openings
    .filter((opening) => opening.at <= at + SIGHT_MS)
    .toSorted((a, b) => a.at - b.at)
    .at(-1);
}

function openingsOf(history: History<NodeState>): Opening[] {
  const [first, ...rest] = history;
  const joined = first.change === 'ADDED' ? [{ at: first.at, text: `${first.state.name} joined` }] : [];
  const untainted = rest.flatMap(({ at, state }, index) => {
    const before = history[index]?.state.taints ?? [];
    const gone = before.filter((taint) => KEEPS_OUT.test(taint) && !state.taints.includes(taint));
    return gone.map((taint) => ({ at, text: `${state.name} lost its taint ${taint}` }));
  });
  return [...joined, ...untainted];
}

/** All but what every daemon tolerates (AddOrUpdateDaemonPodTolerations in pkg/controller/daemon/util). */
const KEEPS_OUT =
  /^(?!node\.kubernetes\.io\/(not-ready|unreachable|(disk|memory|pid)-pressure|unschedulable)).*:No(Schedule|Execute)$/;
