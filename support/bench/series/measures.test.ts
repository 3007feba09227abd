import assert from 'node:assert/strict';
import { it } from 'node:test';
import { measuresOf } from './measures.ts';
import type { ScenarioSummary } from './series-run.ts';
import { scenarioSummary } from './testing/series-builder.ts';

function named(scenario: ScenarioSummary): Record<string, number> {
  return Object.fromEntries(measuresOf(scenario).map(({ part, name, value }) => [`${part} ${name}`.trim(), value]));
}

const fresh: ScenarioSummary['streams'][number] = {
  ...{ stream: 'fresh', requests: 200, failed: 61, failures: [], failureShareBelow: 0.4, longestOutageMs: 350 },
  ...{
    longestOutageUncertainMs: 20,
    longestDegradedMs: 0,
    outages: [],
    degraded: [],
    answers: [],
    doors: [],
    pods: [],
  },
  ...{ p50Ms: 2.5, p99Ms: undefined },
};

it('leaves out what is not known instead of taking it for nothing', () => {
  assert.deepEqual(named(scenarioSummary('s1', { seconds: 12 })), { seconds: 12 });
});

it('takes the numbers of a stream, and no ghost for none only where requests could have met one', () => {
  const meter = { name: 'k6', version: '1', priority: undefined, dropped: 0, lateP99Ms: 1.5, lateMaxMs: 9 };
  assert.deepEqual(named(scenarioSummary('s1', { streams: [fresh], meter })), {
    seconds: 1,
    ...{ 'fresh requests': 200, 'fresh failed': 61, 'fresh longest outage ms': 350, 'fresh p50 ms': 2.5 },
    ...{ ghosts: 0, 'ghost requests': 0 },
    ...{ dropped: 0, 'late p99 ms': 1.5, 'late max ms': 9 },
  });
});

it('lets the slowest pod and node of a role speak for a scenario', () => {
  const answer = (door: string, sentMs: number | undefined) => ({ door, sentMs });
  const propagations = [
    {
      ...{ action: 'a', pod: 'p1', acknowledgedMs: 10, endpointSliceMs: 30 },
      lastAnswers: [answer('k-control-plane', 110), answer('k-worker', 210), answer('k-worker2', 310)],
    },
    {
      ...{ action: 'a', pod: 'p2', acknowledgedMs: 20, endpointSliceMs: 15 },
      lastAnswers: [answer('k-control-plane', undefined), answer('k-worker', 520)],
    },
    { action: 'b', pod: 'p3', acknowledgedMs: undefined, endpointSliceMs: 999, lastAnswers: [answer('k-worker', 999)] },
  ];
  const ghosts = [1, 3].map((requests) => ({
    service: 'rng',
    pod: `p${requests}`,
    requests,
    lastedMs: requests * 100,
  }));
  const { seconds: _, ...rest } = named(scenarioSummary('s1', { propagations, ghosts }));
  assert.deepEqual(rest, {
    ...{ 'EndpointSlice ms': 20, 'last answer control-plane ms': 100, 'last answer worker ms': 500 },
    'ghost delay ms': 300,
  });
});
