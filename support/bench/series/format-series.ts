import { catalogueTable, recreatedLine, runTable, scenarioTables } from './format-spread.ts';
import { formatDoubt, verdictLine } from './format-verdicts.ts';
import type { SeriesOrigin } from './origin.ts';
import type { SeriesResult } from './series-result.ts';

/** A series for people, as Markdown that is readable as it is: the verdicts, then how far the numbers were spread. */
export function formatSeries(result: SeriesResult): string {
  const { verdicts, kubernetesVersion, origin, wholeRuns, catalogue, scenarios, setAside } = result;
  const doubts = verdicts.doubts.flatMap(formatDoubt);
  return [
    `# ${verdictLine(verdicts, kubernetesVersion)}`,
    '',
    originLine(origin),
    ...(setAside.length === 0 ? [] : ['', `Not counted, as they did not come to their end: ${setAside.join(', ')}`]),
    '',
    ...(doubts.length === 0 ? [] : ['## Not passed in every run', '', ...doubts]),
    ...['## Whole runs', '', ...runTable(wholeRuns), ''],
    ...['## The whole catalogue', '', ...catalogueTable(catalogue), '', recreatedLine(scenarios), ''],
    ...scenarioTables(scenarios),
  ].join('\n');
}

function originLine({ commit, dirty, changes, node, kindling, arguments: words, environment }: SeriesOrigin): string {
  const code =
    commit === undefined ? '' : `, commit ${commit.slice(0, 12)}${dirty ? ` with changes (${changes})` : ''}`;
  const set = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const with_ = [...set, ...words];
  return `Kindling ${kindling}${code}, Node ${node}, ${with_.length === 0 ? 'all scenarios' : `with ${with_.join(' ')}`}`;
}
