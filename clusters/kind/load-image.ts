import { createReadStream, createWriteStream, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { runFolder } from '../registry/run-record.ts';
import { referencesIn } from './image-archive.ts';
import type { KindNode } from './node.ts';
import { runWithInput } from './node-input.ts';
import type { KindClusterParts } from './parts.ts';

/** Loads images into nodes, all at the same time; see `RunningCluster.loadImage`. */
export async function loadImage(
  parts: Pick<KindClusterParts, 'engine' | 'run'>,
  nodes: readonly KindNode[],
  source: string,
  signal: AbortSignal,
): Promise<string[]> {
  if (source.endsWith('.tar')) {
    if (!existsSync(source)) throw new Error(`There is no tar file ${source} to load images from`);
    return loadArchive(nodes, source, signal);
  }
  const folder = mkdtempSync(join(runFolder(parts.run), 'image-'));
  try {
    const archive = join(folder, 'image.tar');
    await saveFromEngine(parts, source, archive, signal);
    return await loadArchive(nodes, archive, signal);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function saveFromEngine(
  { engine }: Pick<KindClusterParts, 'engine'>,
  reference: string,
  archive: string,
  signal: AbortSignal,
): Promise<void> {
  const image = engine.client.container.dockerode.getImage(reference);
  try {
    await image.inspect();
  } catch (cause) {
    if ((cause as { statusCode?: number }).statusCode !== 404) throw cause;
    throw new Error(
      `The container engine has no image ${reference}: pull or build it first, or give the path of a .tar file`,
      {
        cause,
      },
    );
  }
  await pipeline(await image.get(), createWriteStream(archive), { signal });
}

async function loadArchive(nodes: readonly KindNode[], archive: string, signal: AbortSignal): Promise<string[]> {
  const references = await referencesIn(archive, signal);
  const outcomes = await Promise.allSettled(nodes.map((node) => loadInto(node, archive, references, signal)));
  signal.throwIfAborted();
  const failures = outcomes.flatMap((outcome, index) =>
    outcome.status === 'rejected' ? [{ node: (nodes[index] as KindNode).name, reason: outcome.reason as Error }] : [],
  );
  if (failures.length === 0) return references;
  throw new AggregateError(
    failures.map(({ reason }) => reason),
    `${references.join(', ')} could not be loaded into ${failures.length} of ${nodes.length} nodes:\n` +
      failures.map(({ node, reason }) => `  ${node}: ${reason.message}`).join('\n'),
  );
}

async function loadInto(
  node: KindNode,
  archive: string,
  references: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const snapshotter = snapshotterIn(await node.run(['containerd', 'config', 'dump'], signal));
  // Without --all-platforms: the engine may have saved no platform but its own.
  const command = ['ctr', '--namespace=k8s.io', 'images', 'import', '--digests', `--snapshotter=${snapshotter}`, '-'];
  await runWithInput(node, command, createReadStream(archive), signal);
  const present = (await node.run(['ctr', '--namespace=k8s.io', 'images', 'list', '--quiet'], signal)).split('\n');
  const missing = references.filter((reference) => !present.includes(reference));
  if (missing.length > 0) throw new Error(`containerd imported the file, but does not list ${missing.join(', ')}`);
}

/**
 * The snapshotter that a node's containerd runs containers with, which need not be ctr's own default: kind's entrypoint chooses
 * another where overlays cannot be mounted. All versions of the configuration name it first; runtimes may leave it empty.
 */
function snapshotterIn(configuration: string): string {
  return /^\s*snapshotter\s*=\s*["']([a-z-]+)["']/m.exec(configuration)?.[1] ?? 'overlayfs';
}
