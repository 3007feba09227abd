import type { Doubt, VerdictCount } from './verdicts.ts';

/** The line that says it all: `20 runs of 78 scenarios on v1.37.2: 1560 verdicts, all passed`. */
export function verdictLine(
  { runs, scenarios, verdicts, totals, doubts }: VerdictCount,
  kubernetesVersion = 'an unknown Kubernetes',
): string {
  const counted = Object.entries(totals).flatMap(([verdict, count]) => (count === 0 ? [] : [`${count} ${verdict}`]));
  const changed = doubts.filter((doubt) => doubt.changed).length;
  const all = doubts.length === 0 ? 'all passed' : `${counted.join(', ')}; ${number(changed, 'scenario')} changed`;
  return `${number(runs, 'run')} of ${number(scenarios, 'scenario')} on ${kubernetesVersion}: ${number(verdicts, 'verdict')}, ${all}`;
}

/** A scenario that did not pass in every run: which runs said what, and why. Markdown. */
export function formatDoubt({ scenario, place, changed, verdicts }: Doubt): string[] {
  const groups = Map.groupBy(verdicts, ({ verdict }) => verdict);
  const lines = [...groups].flatMap(([verdict, inRuns]) => [
    `- ${verdict}: ${inRuns.map(({ run }) => run).join(', ')}`,
    ...inRuns.flatMap(({ run, reason }) =>
      verdict === 'passed' || reason === undefined ? [] : [`  - ${run}: ${gist(reason)}`],
    ),
  ]);
  return [`${scenario} (${place})${changed ? '' : ', the same in all runs'}`, '', ...lines, ''];
}

/** The story that follows the first paragraph stands in the run's own report. */
function gist(reason: string): string {
  const [first = ''] = reason.trim().split(/\n\s*\n/);
  return first.replaceAll(/:\s*\n\s*/g, ': ').replaceAll(/\s*\n\s*/g, '; ');
}

function number(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
