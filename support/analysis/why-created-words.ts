import { formatDuration } from './durations.ts';
import type { Loss } from './losses.ts';
import { formatWorkload, type WorkloadName } from './owners.ts';
import { formatLabels } from './selectors.ts';
import type { Creation, WorkloadContext } from './why-created.ts';
import { filledSince } from './workloads.ts';

/** Why a workload makes another pod for one that it lost. */
export function answerTo(loss: Loss, workload: WorkloadName): string {
  const { name } = loss.pod.ref;
  const owner = formatWorkload(workload);
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

/** Whether the workload was deleted and created again, and the pod is one of those that fill it anew. */
export function createdAgain({ at }: Creation, { histories }: WorkloadContext): boolean {
  const latest = histories.findLast(([first]) => first.at <= at);
  return latest !== undefined && latest !== histories[0] && at <= filledSince([latest]);
}

/** What is said of a pod that nothing explains. */
export function nothingExplains(owner: string): string {
  return `nothing on the timeline explains why ${owner} made it`;
}
