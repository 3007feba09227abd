import type { ScenarioSummary } from './series-run.ts';

/** The tables of the spread, each with columns of its own. */
export const TABLES = ['time', 'clients', 'propagation', 'meter'] as const;

/** One number that was measured in one run of a scenario. */
export interface Measure {
  readonly table: (typeof TABLES)[number];
  /** What of the scenario it is of: a stream of requests; empty for the whole. */
  readonly part: string;
  /** Ends in its unit; without one it is a count. */
  readonly name: string;
  readonly value: number;
}

/** Every number that a summary has of a scenario, what is not known left out. */
export function measuresOf(scenario: ScenarioSummary): Measure[] {
  const measures = [...time(scenario), ...clients(scenario), ...propagation(scenario), ...meter(scenario)];
  return measures.flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ ...rest, value }]));
}

type Possible = Omit<Measure, 'value'> & { readonly value: number | undefined };

function time({ seconds, overhead }: ScenarioSummary): Possible[] {
  const of = named('time');
  return [
    of('seconds', seconds),
    ...[of('setup ms', overhead?.setupMs), of('rest ms', overhead?.restMs), of('end ms', overhead?.endMs)],
  ];
}

function clients({ streams }: ScenarioSummary): Possible[] {
  return streams.flatMap(({ stream, requests, failed, longestOutageMs, p50Ms, p99Ms }) => {
    const of = named('clients', stream);
    return [
      ...[of('requests', requests), of('failed', failed), of('longest outage ms', longestOutageMs)],
      ...[of('p50 ms', p50Ms), of('p99 ms', p99Ms)],
    ];
  });
}

/** An action may take many pods out of a Service, under names that no other run has: the slowest speaks for all. */
function propagation({ propagations, ghosts, streams }: ScenarioSummary): Possible[] {
  const of = named('propagation');
  const slowest = (values: readonly number[]) => (values.length === 0 ? undefined : Math.max(...values));
  const slices = propagations.flatMap(({ endpointSliceMs, acknowledgedMs }) =>
    acknowledgedMs === undefined ? [] : [endpointSliceMs - acknowledgedMs],
  );
  const answers = propagations.flatMap(({ acknowledgedMs, lastAnswers }) =>
    lastAnswers.flatMap(({ door, sentMs }) =>
      acknowledgedMs === undefined || sentMs === undefined
        ? []
        : [{ role: roleOf(door), afterMs: sentMs - acknowledgedMs }],
    ),
  );
  const roles = [...new Set(answers.map(({ role }) => role))].sort();
  const measured = streams.some(({ stream }) => stream === 'fresh');
  return [
    of('EndpointSlice ms', slowest(slices)),
    ...roles.map((role) =>
      of(
        `last answer ${role} ms`,
        slowest(answers.filter((answer) => answer.role === role).map(({ afterMs }) => afterMs)),
      ),
    ),
    of('ghosts', measured ? ghosts.length : undefined),
    of('ghost requests', measured ? ghosts.reduce((sum, { requests }) => sum + requests, 0) : undefined),
    of('ghost delay ms', slowest(ghosts.map(({ lastedMs }) => lastedMs))),
  ];
}

function meter({ meter: used }: ScenarioSummary): Possible[] {
  const of = named('meter');
  return [...[of('dropped', used?.dropped), of('late p99 ms', used?.lateP99Ms), of('late max ms', used?.lateMaxMs)]];
}

function named(table: Measure['table'], part = ''): (name: string, value: number | undefined) => Possible {
  return (name, value) => ({ table, part, name, value });
}

/** kind names its nodes `CLUSTER-control-plane`, `CLUSTER-worker`, `CLUSTER-worker2`. */
function roleOf(door: string): string {
  return /(control-plane|worker)\d*$/.exec(door)?.[1] ?? 'other';
}
