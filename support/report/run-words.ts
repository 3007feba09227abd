import { formatDuration } from '../analysis/durations.ts';
import { metersWords } from './meter-words.ts';
import type { RunReport } from './model.ts';

/** What was measured, with what, when and for how long, a part each, for the head of a report. */
export function runWords({ run, calibration, startedAt, finishedAt, scenarios }: RunReport): string[] {
  const nodes = run?.cluster.nodes.length ?? 0;
  const meters = metersWords(scenarios, calibration);
  const parts = [
    run && `Kubernetes ${run.cluster.kubernetesVersion}`,
    run && `cluster ${run.cluster.name}, ${nodes} node${nodes === 1 ? '' : 's'}`,
    run?.engine,
    meters.length === 0 ? undefined : `measured by ${meters.join(' and by ')}`,
    run && `Kindling ${run.kindling}, run ${run.run}`,
    startedAt === 0 ? undefined : new Date(startedAt).toISOString().replace('T', ' ').replace(/\..*/, ' UTC'),
    `took ${formatDuration(Math.round(finishedAt - startedAt))}`,
  ];
  return parts.filter((part) => part !== undefined);
}
