import assert from 'node:assert/strict';
import { readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { registeredRuns, runFolder } from './registry/run-record.ts';
import { EngineProxy } from './testing/engine-proxy.ts';
import { goneWithin, type KindlingProcess, startKindling, testEngine } from './testing/kindling-process.ts';

const options = { timeout: 240_000 };

function up(name: string, env: Record<string, string> = {}): KindlingProcess {
  const arguments_ = ['up', '--name', `test-${name}-${process.pid}`, '--workers', '0'];
  return startKindling(['support/cli/cluster.ts', ...arguments_], env);
}

for (const phase of ['nodes booted', 'API server']) {
  test(`an engine that goes away in phase "${phase}" is named, and all goes when it is back`, options, async () => {
    const engine = await testEngine();
    await using proxy = new EngineProxy(engine);
    await proxy.open();
    const kindling = up('engine', { DOCKER_HOST: proxy.dockerHost });
    await kindling.said(new RegExp(`${phase} …`));
    const { id: run } = kindling.run();
    await proxy.cut();
    assert.equal(await kindling.ended(), 4, kindling.text());
    assert.match(kindling.text(), /Likely cause: the container engine ended or was stopped meanwhile/);
    assert.match(kindling.text(), /Not all that was made is removed .*"npm run clean" does it/);
    await proxy.open();
    // The run's reaper goes on trying for two minutes.
    assert.equal(typeof (await goneWithin(engine, run, 60_000)), 'number');
    removeEvidence(kindling);
  });
}

test('a port that another program takes meanwhile is an error that says so, with nothing left', options, async () => {
  const engine = await testEngine();
  const kindling = up('port');
  await kindling.said(/nodes booted …/);
  const { id: run } = kindling.run();
  const servers = await occupy(await portsOf(run));
  try {
    assert.equal(await kindling.ended(), 4, kindling.text());
    assert.match(kindling.text(), /Likely cause: another program has a port that the cluster was to publish/);
    assert.equal(typeof (await goneWithin(engine, run, 1000)), 'number');
    removeEvidence(kindling);
  } finally {
    for (const server of servers) server.close();
  }
});

/** The ports that a run has taken, as soon as it has. */
async function portsOf(run: string): Promise<number[]> {
  for (;;) {
    try {
      return JSON.parse(readFileSync(join(runFolder(run), 'ports.json'), 'utf8')) as number[];
    } catch {
      assert.ok(registeredRuns().some(({ id }) => id === run));
      await delay(2);
    }
  }
}

async function occupy(ports: readonly number[]): Promise<Server[]> {
  return Promise.all(
    ports.map(
      (port) =>
        new Promise<Server>((resolve, reject) => {
          const server = createServer().once('error', reject);
          server.listen(port, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
}

function removeEvidence(kindling: KindlingProcess): void {
  const [, folder] = /Evidence: (\S+)/.exec(kindling.text()) ?? [];
  assert.ok(folder !== undefined, kindling.text());
  rmSync(folder, { recursive: true });
}
