import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { stringify } from 'yaml';
import { type Engine, findEngine } from '../engine/engine.ts';
import { tolerate } from '../engine/tolerate.ts';
import { cacheFolder } from '../host/cache.ts';
import { prepareHost } from '../host/prepare-host.ts';
import { builtName } from './build-node-image.ts';
import { hasImage } from './pull-image.ts';
import { KindCli, withoutDockerProgram } from './testing/kind-cli.ts';
import { minorVersion } from './versions.ts';

/*
 * A built image keeps the contract of kind's node images: the kind project's own program makes a cluster from it. Of the default
 * minor, or of those that KINDLING_TEST_MINORS names (`1.34,1.36`). Images are not built for it, since that takes minutes.
 */
const MINORS = process.env['KINDLING_TEST_MINORS']?.split(',') ?? [minorVersion().minor];
const TIMEOUT_MS = 300_000;
const CONFIG = stringify({
  kind: 'Cluster',
  apiVersion: 'kind.x-k8s.io/v1alpha4',
  nodes: [{ role: 'control-plane' }, { role: 'worker' }, { role: 'worker' }],
});

for (const minor of MINORS) {
  test(`the kind CLI boots three nodes of the built image of ${minor}`, { timeout: TIMEOUT_MS }, async (context) => {
    const missing = await withoutDockerProgram();
    if (missing !== false) return context.skip(missing);
    const say = (line: string) => context.diagnostic(line);
    const version = minorVersion(minor);
    const image = builtName(version);
    const engine = await findEngine(say, context.signal);
    if (!(await hasImage(engine, image))) {
      return context.skip(
        `NOT TESTED: no image ${image}; make it: KINDLING_NODE_IMAGE=build npm run scenarios -- -k ${minor}`,
      );
    }
    prepareHost({ nodes: 3, dataRoot: undefined, cache: cacheFolder(), embedded: engine.kind === 'embedded' }, say);

    const name = `kindling-test-${randomBytes(4).toString('hex')}`;
    const folder = mkdtempSync(join(tmpdir(), `${name}-`));
    const kubeconfig = `--kubeconfig=${join(folder, 'kubeconfig')}`;
    const kind = await KindCli.install(engine, name, context.signal);
    const startedAt = performance.now();
    try {
      await kind.run(['create', 'cluster', `--name=${name}`, `--image=${image}`, '--config=-', kubeconfig], CONFIG);
      const controlPlane = `${name}-control-plane`;
      await kind.kubectl(controlPlane, ['wait', '--for=condition=Ready', 'nodes', '--all', '--timeout=180s']);
      say(`all nodes Ready after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
      const columns = 'jsonpath={range .items[*]}{.metadata.name} {.status.nodeInfo.kubeletVersion}{"\\n"}{end}';
      const nodes = await kind.kubectl(controlPlane, ['get', 'nodes', `--output=${columns}`]);
      assert.deepEqual(
        nodes.trim().split('\n').toSorted(),
        [controlPlane, `${name}-worker`, `${name}-worker2`].map((node) => `${node} ${version.buildVersion}`),
      );
      const dns = ['--namespace=kube-system', 'rollout', 'status', 'deployment/coredns', '--timeout=120s'];
      await kind.kubectl(controlPlane, dns);
      say(`DNS up after ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    } finally {
      // Not with the test's own signal: what a test that took too long has made must go too.
      const cleaner = await KindCli.install(engine, name, AbortSignal.timeout(60_000));
      await cleaner.run(['delete', 'cluster', `--name=${name}`, kubeconfig]);
      await engine.client.container.dockerode.getNetwork(name).remove().catch(tolerate(404));
      rmSync(folder, { recursive: true });
    }
    assert.deepEqual(await leftOf(engine, name), []);
  });
}

/** What is in the engine of a cluster's name: containers, networks. */
async function leftOf(engine: Engine, name: string): Promise<string[]> {
  const { dockerode } = engine.client.container;
  const containers = await dockerode.listContainers({ all: true });
  const networks = await dockerode.listNetworks();
  return [...containers.flatMap(({ Names }) => Names), ...networks.map(({ Name }) => Name)].filter((each) =>
    each.includes(name),
  );
}
