import { apiServerAnswers, fillCluster, writeControlPlane } from './control-plane.ts';
import { joinControlPlanes } from './join-control-planes.ts';
import { startWorker, writeWorker } from './join-worker.ts';
import type { KindNode } from './node.ts';
import type { KindClusterParts } from './parts.ts';
import { prepareNode } from './prepare-node.ts';

/** Runs a phase of the start and notes how long it took. */
export type Phase = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/**
 * Makes a Kubernetes cluster of booted nodes, the first of which is a control plane. Nothing waits for what it does not need:
 * workers get credentials while the API server starts, and register as soon as it answers. @returns the Kubernetes version.
 */
export async function provision(parts: KindClusterParts, phase: Phase, signal: AbortSignal): Promise<string> {
  const [first, ...others] = parts.nodes as [KindNode, ...KindNode[]];
  const workers = others.filter(({ role }) => role === 'worker');
  const controlPlanes = others.filter(({ role }) => role === 'control-plane');
  const version = (await first.run(['cat', '/kind/version'], signal)).trim();
  await Promise.all(parts.nodes.map((node) => prepareNode(parts, node, version, signal)));
  const credentials = await phase('control plane written', () =>
    Promise.all([
      writeControlPlane(
        parts,
        first,
        workers.map(({ name }) => name),
        signal,
      ),
      ...workers.map((worker) => writeWorker(worker, signal)),
    ]),
  );
  const joined = Promise.all(
    workers.map((worker, index) => startWorker(worker, credentials[0][index] as string, parts, signal)),
  );
  // Waited for below; a failure before that is heard there too.
  joined.catch(() => {});
  await phase('API server', () => apiServerAnswers(parts, first, signal));
  await phase('workers joined', () => Promise.all([joined, fillCluster(first, signal)]));
  if (controlPlanes.length > 0) {
    await phase('control planes joined', () => joinControlPlanes(first, controlPlanes, signal));
  }
  return version;
}
