import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseWorkload } from '../analysis/owners.ts';
import type { Scenario } from './scenario.ts';
import { setUp } from './set-up.ts';

test('a standard setup of other kinds, or in another order, is refused before anything is applied', async () => {
  // Whatever would be applied needs the run, which is not there.
  const scenario = { claiming: undefined } as Scenario;
  const label = { key: 'app', value: 'rng' };
  for (const [first, second, wrong] of [
    ['daemonset/rng', 'deployment/rng', 'daemonset/rng stands where the standard setup has its deployment'],
    ['deployment/rng', 'deployment/web', 'deployment/web stands where the standard setup has its daemonset'],
  ] as const) {
    const [deployment, daemonSet] = [parseWorkload(first), parseWorkload(second)];
    const setup = { deployment, replicas: 3, daemonSet, service: 'rng', label };
    await assert.rejects(setUp(scenario, setup), { message: new RegExp(`^${wrong}: write "deployment/NAME with`) });
  }
});
