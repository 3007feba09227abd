import type { Instant, WorkloadState } from '../timeline/facts.ts';
import { formatDuration } from './durations.ts';
import type { History } from './histories.ts';
import type { Loss } from './losses.ts';
import { formatWorkload, type WorkloadName } from './owners.ts';
import type { PodLife } from './pods.ts';
import { formatLabels } from './selectors.ts';
import { templateHash } from './template-hash.ts';
import { desiredChanges } from './workloads.ts';

/** A pod that a workload made. */
export interface Creation {
  readonly pod: PodLife;
  readonly at: Instant;
  readonly node: string | undefined;
}

/** What is known of the workload whose pods are explained. */
export interface WorkloadContext {
  readonly workload: WorkloadName;
  readonly histories: readonly History<WorkloadState>[];
  readonly lives: ReadonlyMap<string, PodLife>;
  readonly losses: readonly Loss[];
}

/**
 * Why each pod was made, by uid. Each loss explains one creation: of a DaemonSet the latest on the same node, else the one
 * that has waited longest.
 */
export function causesOf(creations: readonly Creation[], context: WorkloadContext): ReadonlyMap<string, string> {
  const { workload, losses } = context;
  const owner = formatWorkload(workload);
  const unanswered = [...losses];
  const scalings = desiredChanges(context.histories).filter(({ from, to }) => to > from);
  const causes = new Map<string, string>();
  for (const creation of creations.toSorted((a, b) => a.at - b.at)) {
    const earlier = unanswered.filter((loss) => loss.at <= creation.at);
    const sameNode = earlier.findLast((loss) => workload.kind === 'daemonset' && loss.pod.node === creation.node);
    const loss = sameNode ?? earlier[0];
    if (loss !== undefined) unanswered.splice(unanswered.indexOf(loss), 1);
    const scaling = scalings.findLast(({ at }) => at <= creation.at);
    if (isNewTemplate(creation, context)) causes.set(creation.pod.ref.uid, `${owner} rolls out a new pod template`);
    else if (loss !== undefined) causes.set(creation.pod.ref.uid, sentence(loss, workload, owner));
    else if (scaling !== undefined) causes.set(creation.pod.ref.uid, scaled(scaling, owner, workload));
    else causes.set(creation.pod.ref.uid, `nothing on the timeline explains why ${owner} made it`);
  }
  return causes;
}

function sentence(loss: Loss, workload: WorkloadName, owner: string): string {
  const { name } = loss.pod.ref;
  const daemon = workload.kind === 'daemonset';
  switch (loss.by) {
    case 'left':
      return departure(loss, owner, daemon ? `node ${loss.pod.node ?? 'unknown'} had no daemon` : 'was a pod short');
    case 'failed': {
      if (!daemon) return `${name} stopped for good, and ${owner} does not count a pod in a terminal phase`;
      return `${name} failed; ${owner} deletes a failed pod and makes another on its node`;
    }
    case 'gone':
      return `${name} was deleted without a grace period, and ${owner} does not wait for what it cannot see`;
    case 'deleted': {
      if (!daemon) return `${name} was deleted, and ${owner} counts a terminating pod as gone`;
      const stop = formatDuration(loss.at - (loss.pod.terminatingSince ?? loss.at));
      return `${name} was deleted; ${owner} waits until it has stopped (${stop}) before it makes another`;
    }
  }
}

function departure({ pod, at, transition }: Loss, owner: string, then: string): string {
  const { name } = pod.ref;
  if (transition?.kind !== 'released') return `${name} lost its reference to ${owner}, so ${owner} made up for it`;
  const keys = Object.keys(transition.unmatched);
  const relabelled = pod.labelChanges.findLast((change) => change.at <= at && keys.includes(change.key))?.at ?? at;
  const took = formatDuration(at - relabelled);
  return `${name} no longer matches ${formatLabels(transition.unmatched)}, so ${owner} released it (${took}) and ${then}`;
}

function scaled({ from, to }: { from: number; to: number }, owner: string, { kind }: WorkloadName): string {
  if (kind === 'daemonset') return `${owner} now has ${to} nodes to run on, before it had ${from}`;
  return `${owner} was scaled from ${from} to ${to}`;
}

function isNewTemplate({ pod, at }: Creation, { lives, workload }: WorkloadContext): boolean {
  const hash = templateHash(pod, workload);
  if (hash === undefined) return false;
  const before = [...lives.values()].filter((life) => life.firstSeen < at);
  const known = before.map((life) => templateHash(life, workload)).filter((other) => other !== undefined);
  return known.length > 0 && !known.includes(hash);
}
