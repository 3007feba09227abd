import assert from 'node:assert/strict';
import { test } from 'node:test';
import { doToNode } from './do-to-node.ts';
import type { Scenario } from './scenario.ts';

/** As much of a scenario as is asked before anything is done. @returns how often something was then done. */
async function done(tags: readonly string[], ownCluster?: object): Promise<number> {
  let times = 0;
  const scenario = { tags, run: { ownCluster }, do: async () => void times++ } as unknown as Scenario;
  await doToNode(scenario, 'subjects', async () => 'action');
  return times;
}

test('a node is left alone by a scenario that runs beside others', async () => {
  await assert.rejects(done([]), /disturbs every scenario of a cluster: tag this one @nodes/);
  await assert.rejects(done(['@core']), /@nodes/);
});

test('who is alone, or has a cluster to itself, may do to nodes', async () => {
  assert.equal(await done(['@nodes']), 1);
  assert.equal(await done([], {}), 1);
});
