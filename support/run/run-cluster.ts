import { join } from 'node:path';
import type { AttachedCluster } from '../../clusters/attached-cluster.ts';
import type { ManagedCluster } from '../../clusters/cluster.ts';
import type { Engine } from '../../clusters/engine/engine.ts';
import { keptCluster } from '../../clusters/keep.ts';
import { KindCluster } from '../../clusters/kind/kind-cluster.ts';
import { ensureNodeImage } from '../../clusters/node-image/node-image.ts';
import type { Progress } from '../../clusters/progress.ts';
import { runFolder } from '../../clusters/registry/run-record.ts';
import { DEFAULT_TOPOLOGY, type Topology } from '../../clusters/topology.ts';
import { AUDIT_POLICY } from './audit.ts';
import type { RunOptions } from './run-options.ts';

/** The cluster that stays which the options name, up; undefined when they name none. */
export async function keptClusterOf(
  { keep, kubernetes, image }: RunOptions,
  engine: Engine,
  progress: Progress,
  signal: AbortSignal,
): Promise<AttachedCluster | undefined> {
  if (keep === undefined) return undefined;
  return keptCluster(engine, { name: keep, kubernetes, image, topology: DEFAULT_TOPOLOGY }, progress, signal);
}

/** Starts a cluster that goes with the run. @param folder where evidence goes when it does not start. */
export async function startRunCluster(
  run: string,
  options: RunOptions,
  folder: string,
  { engine, progress, signal }: { readonly engine: Engine; readonly progress: Progress; readonly signal: AbortSignal },
  wanted: Topology = DEFAULT_TOPOLOGY,
): Promise<ManagedCluster> {
  const topology = options.audit === undefined ? wanted : { ...wanted, auditPolicy: AUDIT_POLICY };
  const { reference: image } = await ensureNodeImage(engine, options, progress, signal);
  const places = { name: `kindling-${run}`, run, folder: runFolder(run), evidence: join(folder, 'evidence') };
  return new KindCluster({ ...places, engine, progress, image, topology }).start(signal);
}
