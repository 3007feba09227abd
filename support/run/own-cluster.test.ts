import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OwnCluster } from './own-cluster.ts';

/** An own cluster for so many scenarios that notes what becomes of each run. */
function cluster(scenarios: number, whatChanged: () => string | undefined = () => undefined) {
  const log: string[] = [];
  let started = 0;
  const start = async () => {
    const name = ++started;
    log.push(`start ${name}`);
    return { name, [Symbol.asyncDispose]: async () => void log.push(`remove ${name}`) };
  };
  const tell = (line: string) => void log.push(line);
  return { log, own: new OwnCluster(scenarios, { start, whatChanged: async () => whatChanged(), tell }) };
}

test('one cluster serves all scenarios, and goes with the last', async () => {
  const { log, own } = cluster(3);
  await own.startAhead();
  for (let scenario = 0; scenario < 3; scenario++) {
    assert.deepEqual(log, ['start 1']);
    const run = await own.take();
    assert.equal(run.name, 1);
    await own.giveBack(run);
  }
  assert.deepEqual(log, ['start 1', 'remove 1']);
  await own[Symbol.asyncDispose]();
  assert.equal(log.length, 2);
});

test('a cluster that has changed is replaced, and that is said', async () => {
  const { log, own } = cluster(2, () => 'node a is not ready');
  await own.giveBack(await own.take());
  await own.giveBack(await own.take());
  const words = 'The next scenario that changes nodes gets a new cluster: node a is not ready';
  assert.deepEqual(log, ['start 1', words, 'remove 1', 'start 2', 'remove 2']);
});

test('a cluster that nobody has taken goes in the end, and none is started for nobody', async () => {
  const { log, own } = cluster(1);
  await own.startAhead();
  await own[Symbol.asyncDispose]();
  assert.deepEqual(log, ['start 1', 'remove 1']);
  const none = cluster(0);
  await none.own.startAhead();
  await none.own[Symbol.asyncDispose]();
  assert.deepEqual(none.log, []);
});

test('who takes a cluster that did not start hears why, and the next gets another try', async () => {
  let tries = 0;
  const start = async () => {
    if (++tries === 1) throw new Error('no room');
    return { [Symbol.asyncDispose]: async () => {} };
  };
  const own = new OwnCluster(2, { start, whatChanged: async () => undefined, tell: () => {} });
  await own.startAhead();
  await assert.rejects(own.take(), /no room/);
  await own.giveBack(await own.take());
  assert.equal(tries, 2);
  await own[Symbol.asyncDispose]();
});
