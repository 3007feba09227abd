import { formatDuration } from '../analysis/durations.ts';
import type { FactOf, Host } from '../timeline/facts.ts';
import { metersWords } from './meter-words.ts';
import type { RunReport } from './model.ts';

/** What was measured, with what, when and for how long, a part each, for the head of a report. */
export function runWords({ run, calibrations, startedAt, finishedAt, scenarios }: RunReport): string[] {
  const meters = metersWords(scenarios, calibrations);
  const parts = [
    run && `Kubernetes ${run.cluster.kubernetesVersion}`,
    run && `cluster ${run.cluster.name}, ${nodesWords(run.cluster)}`,
    run?.engine,
    run?.host && hostWords(run.host),
    meters.length === 0 ? undefined : `measured by ${meters.join(' and by ')}`,
    run && `Kindling ${run.kindling}, run ${run.run}`,
    startedAt === 0 ? undefined : new Date(startedAt).toISOString().replace('T', ' ').replace(/\..*/, ' UTC'),
    `took ${formatDuration(Math.round(finishedAt - startedAt))}`,
  ];
  return parts.filter((part) => part !== undefined);
}

/** Roles only where the timeline tells them: names alone prove none. */
function nodesWords({ nodes, controlPlanes }: FactOf<'run-started'>['cluster']): string {
  const all = counted(nodes.length, 'node');
  if (controlPlanes === undefined) return all;
  return `${all} (${counted(controlPlanes, 'control plane')}, ${counted(nodes.length - controlPlanes, 'worker')})`;
}

function hostWords({ cores, memoryBytes, kernel, platform, node }: Host): string {
  const memory = `${(memoryBytes / 2 ** 30).toFixed(1)}\u00A0GiB of memory`;
  return `host with ${counted(cores, 'core')} and ${memory}, ${platform}, kernel ${kernel}, Node ${node}`;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
