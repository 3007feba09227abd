import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { execa } from 'execa';
import { embeddedDockerHost } from './engine/embedded-engine.ts';
import { processesNaming } from './host/processes.ts';
import { KindCluster } from './kind/kind-cluster.ts';
import type { KeptCluster } from './registry/kept-clusters.ts';
import { registeredRuns, registerRun, runFolder } from './registry/run-record.ts';
import { removeRun } from './registry/sweep.ts';
import { goneWithin, partsOf, startKindling, testEngine } from './testing/kindling-process.ts';
import { DEFAULT_TOPOLOGY } from './topology.ts';

const options = { timeout: 240_000 };
const CLI = 'support/cli/cluster.ts';

/** A name that is this test's alone. */
function own(name: string): string {
  return `test-${name}-${process.pid}`;
}

function up(name: string, ...more: string[]) {
  return startKindling([CLI, 'up', '--name', name, '--workers', '0', ...more]);
}

test(
  'two clusters come up at once, one of them asked for twice, and each goes without the other',
  options,
  async () => {
    const [one, other] = [own('one'), own('other')];
    const started = [up(one, '--json'), up(one, '--json'), up(other, '--json')];
    try {
      for (const each of started) assert.equal(await each.ended(), 0, each.text());
      const [first, again, second] = started.map((each) => {
        const text = each.text();
        return JSON.parse(text.slice(text.indexOf('{\n'), text.lastIndexOf('}') + 1)) as KeptCluster;
      }) as [KeptCluster, KeptCluster, KeptCluster];
      assert.equal(again.run, first.run, 'the second call found what the first one made');
      assert.notEqual(second.run, first.run);
      assert.equal(first.kubectl !== undefined, process.platform === 'linux');
      if (first.kubectl !== undefined) {
        const version = await execa(first.kubectl, ['version', `--kubeconfig=${first.kubeconfig}`, '--output=json']);
        const { clientVersion, serverVersion } = JSON.parse(version.stdout);
        assert.equal(clientVersion.gitVersion, serverVersion.gitVersion);
      }
      const engine = await testEngine();
      const parts = await partsOf(engine, second.run);
      assert.equal(await startKindling([CLI, 'down', one]).ended(), 0);
      assert.equal(typeof (await goneWithin(engine, first.run, 1000)), 'number');
      assert.equal(existsSync(first.kubeconfig), false);
      assert.deepEqual(await partsOf(engine, second.run), parts);
    } finally {
      for (const name of [one, other]) await startKindling([CLI, 'down', name]).ended();
    }
  },
);

test('Ctrl-C during a start ends it in order, with nothing left', options, async () => {
  const kindling = up(own('interrupted'));
  await kindling.said(/nodes booted …/);
  const { id } = kindling.run();
  const engine = await testEngine();
  while ((await partsOf(engine, id)).length < 2) await delay(20);
  kindling.kill('SIGINT');
  assert.equal(await kindling.ended(), 130, kindling.text());
  assert.deepEqual(await partsOf(engine, id), []);
  assert.ok(!registeredRuns().some((run) => run.id === id));
});

test('Ctrl-C twice ends at once, and the rest goes in the background', options, async () => {
  const kindling = up(own('twice'));
  await kindling.said(/API server …/);
  const { id } = kindling.run();
  kindling.kill('SIGINT');
  await kindling.said(/Once more ends at once/);
  kindling.kill('SIGINT');
  assert.equal(await kindling.ended(), 130, kindling.text());
  assert.equal(typeof (await goneWithin(await testEngine(), id, 15_000)), 'number');
});

test('a version that is not known is refused with those that are', options, async () => {
  const kindling = up(own('version'), '--kubernetes', '1.2');
  assert.equal(await kindling.ended(), 4);
  assert.match(kindling.text(), /Kubernetes 1\.2 is not known here: choose one of .*1\.37/);
  assert.ok(!registeredRuns().some(({ pid }) => pid === kindling.pid));
});

test('a name that somebody else has is an error that says so, and what he has stays', options, async () => {
  const name = own('taken');
  const engine = await testEngine();
  const foreign = await engine.client.container.dockerode.createNetwork({ Name: name });
  try {
    const kindling = up(name);
    assert.equal(await kindling.ended(), 4);
    assert.match(kindling.text(), /Likely cause: a cluster of that name was made by another program/);
    assert.equal((await foreign.inspect()).Name, name);
    assert.ok(!registeredRuns().some(({ pid }) => pid === kindling.pid));
    rmSync(/Evidence: (\S+)/.exec(kindling.text())?.[1] ?? '', { recursive: true });
  } finally {
    await foreign.remove();
  }
});

test('an image that is no node image is an error with evidence, and nothing is left', options, async () => {
  const engine = await testEngine();
  const { dockerode } = engine.client.container;
  const image = `kindling-test/empty:${process.pid}`;
  const { stdout } = await execa('tar', ['--create', '--files-from=/dev/null'], { encoding: 'buffer' });
  const [repo = '', tag = ''] = image.split(':');
  await new Promise((resolve, reject) => {
    dockerode
      .importImage(Readable.from([stdout]), { repo, tag })
      .then((stream) => dockerode.modem.followProgress(stream, resolve), reject);
  });
  const evidence = mkdtempSync(join(tmpdir(), 'kindling-evidence-test-'));
  const { id: run } = registerRun('test');
  try {
    const cluster = new KindCluster({
      ...{ engine, image, run, evidence, name: own('image'), progress: () => {} },
      ...{ folder: runFolder(run), topology: { ...DEFAULT_TOPOLOGY, workers: 1 } },
    });
    await assert.rejects(cluster.start(new AbortController().signal), (error: Error) => {
      assert.match(error.message, /did not start: .*executable file not found/i);
      assert.match(error.message, /Likely cause: the image is no node image/);
      assert.ok(error.message.includes(`Evidence: ${evidence}`));
      return true;
    });
    assert.ok(existsSync(join(evidence, 'engine.json')));
    assert.deepEqual(await partsOf(engine, run), []);
  } finally {
    await removeRun(engine, run);
    // The image goes at once, but an engine that is at work on other layers may answer minutes later.
    await Promise.race([dockerode.getImage(image).remove(), delay(5000)]);
    rmSync(evidence, { recursive: true });
  }
});

const skip = process.platform === 'linux' && process.getuid?.() === 0 ? false : 'NOT TESTED: mounting needs root';

test('too little disk is an error before anything is made', { ...options, skip }, async () => {
  const engine = await testEngine();
  const cache = mkdtempSync(join(tmpdir(), 'kindling-small-'));
  await execa('mount', ['-t', 'tmpfs', '-o', 'size=64m', 'tmpfs', cache]);
  try {
    // The engine of this host, not one of the small cache's own.
    const env = {
      KINDLING_CACHE: cache,
      ...(engine.kind === 'embedded' ? { DOCKER_HOST: embeddedDockerHost() } : {}),
    };
    const kindling = startKindling([CLI, 'up', '--name', own('disk'), '--workers', '0'], env);
    assert.equal(await kindling.ended(), 4, kindling.text());
    assert.match(kindling.text(), /disk of the cache: 0\.1 GiB .*0\.5 GiB are needed\n.*to mend it: free some/);
    const networks = await engine.client.container.dockerode.listNetworks({ filters: { name: [own('disk')] } });
    assert.deepEqual(networks, []);
  } finally {
    // The run's reaper looks into the cache once more before it ends, and would make its folder again.
    const reapers = () => processesNaming('registry/reaper.ts').filter(({ pid }) => environmentNames(pid, cache));
    while (reapers().length > 0) await delay(50);
    await execa('umount', ['--lazy', cache]);
    rmSync(cache, { recursive: true, force: true });
  }
});

function environmentNames(pid: number, text: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').includes(text);
  } catch {
    return false;
  }
}
