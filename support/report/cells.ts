import { formatDuration } from '../analysis/durations.ts';
import type { OwnerCount, ScenarioReport } from './scenario-report.ts';

/** How the writers put a scenario into the cells of a row, in plain text. */
export interface Cells {
  readonly recreated: string;
  readonly members: string;
  /** Failed of all requests, the untouched control target left out: `0/600`. */
  readonly requests: string;
  /** The longest time without a success on any stream to the Service, and how sure that is: `4.35s ± 0.05s`. */
  readonly outage: string;
  readonly seconds: string;
}

/** The cells of a scenario. `short` names kinds as kubectl abbreviates them and leaves names out: `deploy 3, ds 2`. */
export function cellsOf(scenario: ScenarioReport, short = false): Cells {
  const owners = scenario.members.flatMap((service) => service.owners);
  const measured = scenario.streams.filter(({ stream }) => stream !== 'control');
  const requests = measured.reduce((sum, stream) => sum + stream.requests, 0);
  const failed = measured.reduce((sum, stream) => sum + stream.failed, 0);
  return {
    recreated: counts(scenario.recreated, short) || 'none',
    members: counts(owners, short) || (scenario.members.length > 0 ? 'none' : '–'),
    requests: requests === 0 ? '–' : `${failed}/${requests}`,
    outage: outageOf(measured, short),
    seconds: scenario.seconds.toFixed(1),
  };
}

function outageOf(streams: ScenarioReport['streams'], short: boolean): string {
  if (streams.length === 0) return '–';
  const [worst] = streams.toSorted((a, b) => b.longestOutageMs - a.longestOutageMs);
  if (worst === undefined || worst.longestOutageMs === 0) return 'none';
  const length = formatDuration(Math.round(worst.longestOutageMs));
  return short ? length : `${length} ± ${formatDuration(worst.longestOutageUncertainMs)}`;
}

const SHORT = { deployment: 'deploy', daemonset: 'ds', replicaset: 'rs' } as const;

function counts(owners: readonly OwnerCount[], short: boolean): string {
  return owners.map(({ owner, count }) => `${short ? abbreviate(owner) : owner} ${count}`).join(', ');
}

function abbreviate(owner: string): string {
  const [kind = ''] = owner.split('/');
  return SHORT[kind as keyof typeof SHORT] ?? owner;
}
