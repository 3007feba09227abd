import assert from 'node:assert/strict';
import { test } from 'node:test';
import { service } from '../analysis/testing/objects.ts';
import type { Scenario } from './scenario.ts';
import { ScenarioTraffic } from './scenario-traffic.ts';

test('traffic to a Service whose doors are none of the scenario is refused before it starts', async () => {
  const services = [service('rng', { nodePorts: [30080] }), service('canary', { nodePorts: [] })];
  const start = (nodePort: number, name: string) => {
    // Whatever sends requests needs the run, which is not there.
    const scenario = { nodePort, present: () => services } as unknown as Scenario;
    return ScenarioTraffic.start(scenario, name, { fresh: 20 }, () => assert.fail());
  };
  await assert.rejects(start(30080, 'canary'), /^Error: service\/canary has no doors .* those here are service\/rng's/);
  await assert.rejects(start(30081, 'rng'), /^Error: service\/rng has no doors .* no Service has doors here/);
});
