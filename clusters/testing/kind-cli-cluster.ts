import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Engine } from '../engine/engine.ts';
import { tolerate } from '../engine/tolerate.ts';
import { KindCli } from './kind-cli.ts';

const CONFIG = stringify({
  kind: 'Cluster',
  apiVersion: 'kind.x-k8s.io/v1alpha4',
  nodes: [{ role: 'control-plane' }, { role: 'worker' }, { role: 'worker' }],
});

/** A cluster of one control plane and two workers that the kind project's own program made. */
export interface KindCliCluster {
  readonly name: string;
  readonly controlPlane: string;
  /** From calling the program until all nodes were Ready. */
  readonly readyMs: number;
  kubectl(arguments_: readonly string[]): Promise<string>;
}

/** Makes a cluster of this node image by the kind CLI, waits until all nodes are Ready, and removes it after `work`. */
export async function withKindCliCluster<T>(
  engine: Engine,
  image: string,
  signal: AbortSignal,
  work: (cluster: KindCliCluster) => Promise<T>,
): Promise<T> {
  const name = `kindling-test-${randomBytes(4).toString('hex')}`;
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  const kubeconfig = `--kubeconfig=${join(folder, 'kubeconfig')}`;
  const kind = await KindCli.install(engine, name, signal);
  const startedAt = performance.now();
  try {
    await kind.run(['create', 'cluster', `--name=${name}`, `--image=${image}`, '--config=-', kubeconfig], CONFIG);
    const controlPlane = `${name}-control-plane`;
    const kubectl = (arguments_: readonly string[]) => kind.kubectl(controlPlane, arguments_);
    await kubectl(['wait', '--for=condition=Ready', 'nodes', '--all', '--timeout=180s']);
    return await work({ name, controlPlane, readyMs: performance.now() - startedAt, kubectl });
  } finally {
    // Not with the caller's own signal: what was made for one that took too long must go too.
    const cleaner = await KindCli.install(engine, name, AbortSignal.timeout(60_000));
    await cleaner.run(['delete', 'cluster', `--name=${name}`, kubeconfig]);
    await engine.client.container.dockerode.getNetwork(name).remove().catch(tolerate(404));
    rmSync(folder, { recursive: true });
  }
}
