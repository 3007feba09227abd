import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { childrenOf, type ProcessInfo, processesNaming, processStart } from '../host/processes.ts';
import { goneWithin, type KindlingProcess, partsOf, startKindling, testEngine } from '../testing/kindling-process.ts';

const options = { timeout: 180_000 };
const WITHIN_MS = 15_000;

/** Kills a process as nobody can defend himself against, and proves that nothing of its run is left in time. */
async function killAndProve(kindling: KindlingProcess): Promise<void> {
  const engine = await testEngine();
  const { id } = kindling.run();
  assert.ok((await partsOf(engine, id)).length > 0, 'there was something to remove');
  kindling.kill('SIGKILL');
  const gone = await goneWithin(engine, id, WITHIN_MS);
  assert.equal(typeof gone, 'number', `still there after ${WITHIN_MS} ms: ${String(gone)}`);
  // The reaper ends when its work is done.
  const until = performance.now() + WITHIN_MS;
  while (reapersOf(id).length > 0 && performance.now() < until) await delay(50);
  assert.deepEqual(reapersOf(id), []);
}

function reapersOf(run: string): ProcessInfo[] {
  return processesNaming(`reaper.ts\0${run}`);
}

function up(): KindlingProcess {
  return startKindling(['support/cli/cluster.ts', 'up', '--name', `killed-${process.pid}`, '--workers', '1']);
}

test('a process that is killed while its nodes boot leaves nothing', options, async () => {
  const kindling = up();
  await kindling.said(/nodes booted …/);
  const engine = await testEngine();
  while ((await partsOf(engine, kindling.run().id)).length < 2) await delay(20);
  await killAndProve(kindling);
});

test('a process that is killed while kubeadm works leaves nothing', options, async () => {
  const kindling = up();
  await kindling.said(/API server …/);
  await killAndProve(kindling);
});

test('a run that is killed while a scenario has traffic leaves neither cluster nor traffic', options, async () => {
  const kindling = startKindling(['support/cli/scenarios.ts', '--name', '^Deleting a pod of the DaemonSet$']);
  await kindling.said(/\[1\/1\] .* …/);
  const generators = () => childrenOf(kindling.pid).filter(({ arguments: words }) => /k6|probe/.test(words.join(' ')));
  while (generators().length === 0) await delay(50);
  const running = generators();
  await killAndProve(kindling);
  assert.deepEqual(
    running.filter(({ pid }) => processStart(pid) !== undefined),
    [],
  );
});

test('a cluster that is to stay outlives the process that put it up, and its reaper', options, async () => {
  const name = `stays-${process.pid}`;
  const kindling = startKindling(['support/cli/cluster.ts', 'up', '--name', name, '--workers', '0']);
  await kindling.said(/nodes booted …/);
  const { id } = kindling.run();
  try {
    assert.equal(await kindling.ended(), 0, kindling.text());
    const engine = await testEngine();
    const parts = await partsOf(engine, id);
    assert.equal(parts.length, 2, String(parts));
    while (reapersOf(id).length > 0) await delay(50);
    assert.deepEqual(await partsOf(engine, id), parts);
  } finally {
    await startKindling(['support/cli/cluster.ts', 'down', name]).ended();
  }
});
