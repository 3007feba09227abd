import type { ClusterBenchResult } from './cluster-bench.ts';
import { median } from './median.ts';

/** The result for people: both programs, the ratio, and Kindling's time phase by phase, in seconds. */
export function formatClusterResult({
  image,
  kubernetesVersion,
  rounds,
  ratio,
  withoutKind,
}: ClusterBenchResult): string {
  const kind = rounds.flatMap(({ kindMs }) => kindMs ?? []);
  const phases = Object.keys(rounds[0]?.phases ?? {});
  return [
    `Kubernetes ${kubernetesVersion}, ${image}, 1 control plane and 2 workers, ${rounds.length} rounds in turn; seconds`,
    '',
    line('until all nodes are Ready', 'median', 'least', 'most'),
    row(
      'kindling',
      rounds.map(({ oursMs }) => oursMs),
    ),
    kind.length === 0 ? `kind CLI: ${withoutKind}` : row('kind CLI', kind),
    ratio === undefined ? 'no ratio' : `ratio of the medians: ${ratio.toFixed(2)}`,
    '',
    line('phases of kindling', 'median', 'least', 'most'),
    ...phases.map((phase) =>
      row(
        phase,
        rounds.flatMap((round) => round.phases[phase] ?? []),
      ),
    ),
    '',
  ].join('\n');
}

function row(name: string, milliseconds: readonly number[]): string {
  const [middle, least, most] = [median(milliseconds) ?? 0, Math.min(...milliseconds), Math.max(...milliseconds)];
  return line(name, ...[middle, least, most].map((value) => (value / 1000).toFixed(1)));
}

function line(name: string, ...cells: readonly string[]): string {
  return `${name.padEnd(30)}${cells.map((cell) => cell.padStart(8)).join('')}`;
}
