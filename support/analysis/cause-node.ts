import type { Fact, Instant, NodeState, ObjectRef } from '../timeline/facts.ts';
import { actionsIn } from './actions.ts';
import type { Cause, Explain } from './cause.ts';
import { NODE_BACK_MS, NODE_MS } from './delays.ts';
import { goneAt, type History, historiesOf, momentsOf } from './histories.ts';
import { runsOf } from './intervals.ts';
import type { Opened } from './opened-doors.ts';
import type { PodLife } from './pods.ts';
import { ranOutOfTime, type Sample } from './samples.ts';
import { givesNodesBack, takesNodes } from './verbs.ts';

/** When another node of this name was first seen, after an instant; undefined when none was. */
type Arrival = (name: string, after: Instant) => Instant | undefined;

interface LostNode {
  readonly node: string;
  readonly from: Instant;
  readonly to: Instant | undefined;
  /** When it had surely gone: until then what ran on it may still have refused. */
  readonly goneBy?: Instant | undefined;
}

/**
 * A node that went: one whose machine an action took, until another has given it back; one that was seen not to be Ready or to be
 * deleted; or, where its node object was not watched, one whose pods, several of them, lost Ready at one blow
 * without terminating or restarting, which is what the node lifecycle controller does to them
 * (MarkPodsNotReady in pkg/controller/util/node/controller_utils.go) up to a minute after the node died.
 *
 * @param doors tells when the door of a node that is back let a request through again, and when one to a pod of another node
 */
export function nodeCauses(
  facts: readonly Fact[],
  lives: readonly PodLife[],
  doors: { readonly opened: Opened; readonly beyond: Opened },
): Explain {
  const nodes = historiesOf(facts, 'Node');
  const watched = new Set([...nodes.values()].map(([{ state }]) => state.name));
  const marked = nodesMarked(lives).filter(({ node }) => !watched.has(node));
  const arrivals = [...nodes.values()].map(([{ at, state }]) => ({ at, node: state.name })).sort((a, b) => a.at - b.at);
  // A new machine may have the name of one that was removed.
  const arrival: Arrival = (name, after) => arrivals.find(({ node, at }) => node === name && at > after)?.at;
  const taken = nodesActedOn(facts, arrival);
  const away = [...nodes.values()].flatMap((history) => timesAway(history, arrival, taken));
  const lost = [...taken, ...away, ...marked];
  return (sample) => {
    const { startedAt, at, door, outcome } = sample;
    // Who answers with a status is there, and so was the door.
    if (outcome === 'http-status') return undefined;
    const during = lost.filter(({ from, to }) => from <= at && (to === undefined || to > startedAt));
    const own = during.find(({ node }) => node === door);
    if (own !== undefined) return gone(own, ', whose door it was, had gone');
    // The kubelet is Ready before kube-proxy and the network's own daemon, pods both, run again and have written rules and routes.
    const back = lost.find(
      ({ node, to = Number.POSITIVE_INFINITY }) => node === door && startedAt >= to && startedAt < to + NODE_BACK_MS,
    );
    const shut = (opened: Opened) => back?.to !== undefined && !opened(door, back.to, startedAt);
    if (back !== undefined && shut(doors.opened)) return gone(back, ' was back, its door not yet');
    if (back !== undefined && shut(doors.beyond) && wentUnanswered(sample)) {
      return gone(back, ' was back, its way to pods of other nodes not yet');
    }
    const going = during.find(({ goneBy }) => goneBy !== undefined && startedAt <= goneBy);
    if (going !== undefined && outcome === 'refused') {
      return gone(going, ' was going, and the pods on it');
    }
    // A pod on a dead node does not refuse: nobody is there to say so.
    const [other] = during;
    if (other === undefined || !wentUnanswered(sample)) return undefined;
    return gone(other, ' had gone with the pods on it');
  };
}

function gone({ node }: LostNode, how: string): Cause {
  return { kind: 'node-gone', text: `node ${node}${how}`, node };
}

function wentUnanswered(sample: Sample): boolean {
  return ranOutOfTime(sample) || ['unreachable', 'reset', 'closed'].includes(sample.outcome);
}

/** Whatever else is done meanwhile, a node that was taken is away until it has been given back, which takes the time of a start. */
function nodesActedOn(facts: readonly Fact[], arrival: Arrival): LostNode[] {
  const actions = actionsIn(facts);
  return actions
    .filter(({ verb }) => takesNodes(verb))
    .flatMap(({ subjects, askedAt, acknowledgedAt }) =>
      namesOfNodes(subjects).map((node) => {
        const back = actions.find((later) => {
          return later.askedAt > askedAt && givesNodesBack(later.verb) && namesOfNodes(later.subjects).includes(node);
        });
        return { node, from: askedAt, to: back?.acknowledgedAt ?? arrival(node, askedAt), goneBy: acknowledgedAt };
      }),
    );
}

function namesOfNodes(subjects: readonly ObjectRef[]): string[] {
  return subjects.filter(({ kind }) => kind === 'Node').map(({ name }) => name);
}

/**
 * The times in which a node was not Ready, by its own status, and the time after its deletion. It had died up to a minute before, but
 * not before an action took it.
 */
function timesAway(history: History<NodeState>, arrival: Arrival, taken: readonly LostNode[]): LostNode[] {
  const [{ state }] = history;
  const gone = goneAt(history);
  const away = runsOf(
    momentsOf(history, ({ ready }) => ready),
    gone,
  ).filter(({ value }) => !value);
  // Before the first sighting nothing is known of it: a node that joins is not Ready either, and no door leads there yet.
  const lost = away.filter(({ from }) => from > history[0].at);
  const spans = lost.map(({ from, to }) => {
    const asked = taken.filter(({ node, from: askedAt }) => node === state.name && askedAt <= from);
    return { node: state.name, from: Math.max(from - NODE_MS, ...asked.map(({ from: askedAt }) => askedAt)), to };
  });
  return gone === undefined ? spans : [...spans, { node: state.name, from: gone, to: arrival(state.name, gone) }];
}

function nodesMarked(lives: readonly PodLife[]): LostNode[] {
  const byNode = Map.groupBy(
    lives.filter(({ node, ready }) => node !== undefined && ready.length > 0),
    ({ node }) => node ?? '',
  );
  return [...byNode].flatMap(([node, pods]) => {
    const marked = pods.filter((pod) => lostReadyForNothing(pod) !== undefined);
    const instants = marked.map((pod) => lostReadyForNothing(pod) ?? 0);
    const [first, last] = [Math.min(...instants), Math.max(...instants)];
    const others = pods.filter(
      (pod) => !marked.includes(pod) && pod.goneAt === undefined && pod.terminatingSince === undefined,
    );
    if (marked.length < 2 || last - first > ONE_BLOW_MS || others.length > 0) return [];
    const back = Math.min(
      ...marked.map(({ ready }) => ready.find(({ from }) => from >= first)?.from ?? Number.POSITIVE_INFINITY),
    );
    return [{ node, from: first - NODE_MS, to: Number.isFinite(back) ? back : undefined }];
  });
}

const ONE_BLOW_MS = 2000;

/** When a pod lost Ready though nobody deleted it and no container of it restarted. */
function lostReadyForNothing({ ready, terminatingSince, goneAt, history }: PodLife): Instant | undefined {
  const [first] = history;
  if (history.some(({ state }) => state.restarts > first.state.restarts)) return undefined;
  const end = ready.find(({ to }) => to !== undefined)?.to;
  if (end === undefined || end === goneAt) return undefined;
  return terminatingSince !== undefined && terminatingSince <= end ? undefined : end;
}
