import assert from 'node:assert/strict';
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { after, before, test } from 'node:test';
import { execa } from 'execa';
import { startedCluster, type TestCluster } from '../testing/started-cluster.ts';
import type { KindNode } from './node.ts';
import { aControlPlane } from './parts.ts';

const signal = AbortSignal.timeout(120_000);
const folder = mkdtempSync(join(tmpdir(), 'kindling-images-'));
const repository = `kindling-test/sleep-${process.pid}`;
let it: TestCluster;

before(async () => {
  it = await startedCluster({ workers: 1 }, signal);
  await makeImage('one');
});
after(async () => {
  const { dockerode } = it.engine.client.container;
  for (const { Id } of await dockerode.listImages({ filters: { reference: [`${repository}:*`] } })) {
    await dockerode.getImage(Id).remove({ force: true });
  }
  await it[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** An image of a single program: what the node itself sleeps with, and its libraries. */
async function makeImage(tag: string): Promise<void> {
  const files = "/usr/bin/sleep $(ldd /usr/bin/sleep | grep --only-matching '/[^ ]*')";
  const node = aControlPlane(it.cluster);
  const tar = await node.run(['sh', '-c', `tar --create --dereference ${files} 2>/dev/null | base64`], signal);
  const options = { repo: repository, tag, changes: ['CMD ["/usr/bin/sleep", "infinity"]'] };
  const stream = Readable.from([Buffer.from(tar, 'base64')]);
  const answer = await it.engine.client.container.dockerode.importImage(stream, options);
  await pipeline(answer, createWriteStream(join(folder, 'import.log')));
}

async function runsOnEveryNode(image: string, nodes: readonly KindNode[]): Promise<void> {
  const controlPlane = aControlPlane(it.cluster);
  for (const { name } of nodes) {
    const spec = JSON.stringify({ spec: { nodeName: name } });
    const pod = `on-${name}-${image.slice(image.lastIndexOf(':') + 1)}`;
    await controlPlane.kubectl(
      ['run', pod, `--image=${image}`, '--image-pull-policy=Never', `--overrides=${spec}`],
      signal,
    );
    await controlPlane.kubectl(['wait', '--for=condition=Ready', `pod/${pod}`, '--timeout=20s'], signal);
  }
}

test('an image of the engine runs on every node', async () => {
  const references = await it.cluster.loadImage(`${repository}:one`, signal);
  assert.deepEqual(references, [`docker.io/${repository}:one`]);
  await runsOnEveryNode(`${repository}:one`, it.cluster.nodes);
});

test('an image of a tar file runs on every node, under its name', async () => {
  const image = it.engine.client.container.dockerode.getImage(`${repository}:one`);
  await image.tag({ repo: repository, tag: 'two' });
  const archive = join(folder, 'two.tar');
  const saved = it.engine.client.container.dockerode.getImage(`${repository}:two`);
  await pipeline(await saved.get(), createWriteStream(archive));
  assert.deepEqual(await it.cluster.loadImage(archive, signal), [`docker.io/${repository}:two`]);
  await runsOnEveryNode(`${repository}:two`, it.cluster.nodes);
});

test('says what cannot be loaded, and which nodes failed', async () => {
  await assert.rejects(
    it.cluster.loadImage('kindling-test/none:1', signal),
    /engine has no image kindling-test\/none:1: pull/,
  );
  await assert.rejects(it.cluster.loadImage(join(folder, 'none.tar'), signal), /There is no tar file .*none\.tar/);
  writeFileSync(
    join(folder, 'manifest.json'),
    JSON.stringify([{ RepoTags: ['broken:1'], Config: 'none', Layers: [] }]),
  );
  await execa('tar', ['--create', `--file=${join(folder, 'broken.tar')}`, `--directory=${folder}`, 'manifest.json']);
  const failure = it.cluster.loadImage(join(folder, 'broken.tar'), signal);
  await assert.rejects(failure, (error: AggregateError) => {
    assert.match(error.message, /^docker\.io\/library\/broken:1 could not be loaded into 2 of 2 nodes:\n/);
    // On cgroup v1 containerd's tools warn of it first.
    for (const { name } of it.cluster.nodes)
      assert.match(error.message, new RegExp(`\\n {2}${name}: "ctr .*\\n(time=.*\\n)?ctr: image config`));
    return error.errors.length === 2;
  });
});
