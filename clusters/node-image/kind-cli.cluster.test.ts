import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Engine, findEngine } from '../engine/engine.ts';
import { cacheFolder } from '../host/cache.ts';
import { prepareHost } from '../host/prepare-host.ts';
import { withoutDockerProgram } from '../testing/kind-cli.ts';
import { withKindCliCluster } from '../testing/kind-cli-cluster.ts';
import { builtName } from './build-node-image.ts';
import { hasExactImage } from './pull-image.ts';
import { minorVersion } from './versions.ts';

/*
 * A built image keeps the contract of kind's node images: the kind project's own program makes a cluster from it. Of the default
 * minor, or of those that KINDLING_TEST_MINORS names (`1.34,1.36`). Images are not built for it, since that takes minutes.
 */
const MINORS = process.env['KINDLING_TEST_MINORS']?.split(',') ?? [minorVersion().minor];
const TIMEOUT_MS = 300_000;

for (const minor of MINORS) {
  test(`the kind CLI boots three nodes of the built image of ${minor}`, { timeout: TIMEOUT_MS }, async (context) => {
    const missing = await withoutDockerProgram();
    if (missing !== false) return context.skip(missing);
    const say = (line: string) => context.diagnostic(line);
    const version = minorVersion(minor);
    const image = builtName(version);
    const engine = await findEngine(say, context.signal);
    if (!(await hasExactImage(engine, image))) {
      return context.skip(
        `NOT TESTED: no image ${image}; make it: KINDLING_NODE_IMAGE=build npm run scenarios -- -k ${minor}`,
      );
    }
    prepareHost({ nodes: 3, dataRoot: undefined, cache: cacheFolder(), embedded: engine.kind === 'embedded' }, say);

    const name = await withKindCliCluster(engine, image, context.signal, async (cluster) => {
      say(`all nodes Ready after ${(cluster.readyMs / 1000).toFixed(1)} s`);
      const columns = 'jsonpath={range .items[*]}{.metadata.name} {.status.nodeInfo.kubeletVersion}{"\\n"}{end}';
      const nodes = await cluster.kubectl(['get', 'nodes', `--output=${columns}`]);
      assert.deepEqual(
        nodes.trim().split('\n').toSorted(),
        [cluster.controlPlane, `${cluster.name}-worker`, `${cluster.name}-worker2`].map(
          (node) => `${node} ${version.buildVersion}`,
        ),
      );
      await cluster.kubectl(['--namespace=kube-system', 'rollout', 'status', 'deployment/coredns', '--timeout=120s']);
      return cluster.name;
    });
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
