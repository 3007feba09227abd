import type { Fact, Instant, ObjectRef } from '../timeline/facts.ts';
import { actionsIn } from './actions.ts';
import { historiesOf } from './histories.ts';
import { contains, type Interval } from './intervals.ts';
import { lossesOf } from './losses.ts';
import { formatWorkload, type WorkloadName } from './owners.ts';
import { type PodLife, podLives } from './pods.ts';
import { type Creation, causesOf } from './why-created.ts';
import { filledSince, workloadHistories } from './workloads.ts';

/** A pod that a workload made in answer to what happened. */
export interface Recreation {
  readonly pod: ObjectRef;
  readonly node: string | undefined;
  /** When it was first seen. */
  readonly at: Instant;
  /**
   * How long after the start of the window, in ms. For an action that is when it was asked for: an action on several
   * pods is acknowledged only after the first of its effects.
   */
  readonly delayMs: number;
  /** Why the controller made it, in a sentence that follows from facts alone. */
  readonly why: string;
}

/** What one workload made again. */
export interface WorkloadRecreations {
  readonly workload: WorkloadName;
  readonly recreations: readonly Recreation[];
}

/**
 * The pods that each workload made in a window, by `deployment/rng`; workloads that made none are absent.
 *
 * A pod counts when the watch saw it being ADDED and its controller led to the workload at that first sight: Events are
 * merged and dropped by their senders, and an adopted pod was not made. The pods that fill a workload for the first
 * time replace nothing and do not count.
 */
export function recreationsIn(facts: readonly Fact[], window: Interval): ReadonlyMap<string, WorkloadRecreations> {
  const lives = podLives(facts);
  const made = [...madeBy(lives.values())].flatMap(([key, { workload, pods }]) => {
    const histories = workloadHistories(facts, workload);
    const filled = filledSince(histories);
    const created: Creation[] = pods
      .filter((pod) => pod.firstSeen > filled)
      .map((pod) => ({ pod, at: pod.firstSeen, node: pod.node }));
    const inWindow = created.filter(({ at }) => at > window.from && contains(window, at));
    return inWindow.length === 0 ? [] : [{ key, workload, histories, created, inWindow }];
  });
  // Claims that no pod is made ask all the time, and want no reasons.
  if (made.length === 0) return new Map();
  const seen = {
    lives,
    actions: actionsIn(facts),
    replicaSets: [...historiesOf(facts, 'ReplicaSet').values()],
    nodes: [...historiesOf(facts, 'Node').values()],
  };
  return new Map(
    made.map(({ key, workload, histories, created, inWindow }) => {
      const losses = lossesOf(lives.values(), workload);
      const causes = causesOf(created, { ...seen, workload, histories, losses });
      const recreations = inWindow.map(({ pod, at, node }) => {
        const why = causes.get(pod.ref.uid) ?? '';
        return { pod: pod.ref, node, at, delayMs: at - window.from, why };
      });
      return [key, { workload, recreations }];
    }),
  );
}

/** The same for the window of an action, which ends when the next one is asked for. Throws for an unknown action. */
export function recreationsAfter(facts: readonly Fact[], action: string): ReadonlyMap<string, WorkloadRecreations> {
  const known = actionsIn(facts).find(({ id }) => id === action);
  if (known === undefined) throw new Error(`no action ${action} on the timeline`);
  return recreationsIn(facts, known.window);
}

function madeBy(lives: Iterable<PodLife>): Map<string, { workload: WorkloadName; pods: PodLife[] }> {
  const made = new Map<string, { workload: WorkloadName; pods: PodLife[] }>();
  for (const pod of lives) {
    const workload = pod.owners[0]?.workload;
    if (!pod.born || workload === undefined) continue;
    const key = formatWorkload(workload);
    const entry = made.get(key) ?? { workload, pods: [] };
    entry.pods.push(pod);
    made.set(key, entry);
  }
  return made;
}
