import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ImageName } from 'testcontainers';
import type { Engine } from '../engine/engine.ts';
import { tolerate } from '../engine/tolerate.ts';
import { cacheFolder } from '../host/cache.ts';
import { contentHash } from '../host/content-hash.ts';
import { withFileLock } from '../host/file-lock.ts';
import { formatElapsed, type Progress, reported } from '../progress.ts';
import { assembleNodeImage } from './assemble.ts';
import { buildBinaries } from './binaries.ts';
import { kubeadmImages, writeComponentImages } from './component-images.ts';
import { layOutNodeRoot } from './node-root.ts';
import { makeUserlands } from './userland.ts';
import type { MinorVersion } from './versions.ts';

/** Set on every image that a local build made, with the minor as value. */
const BUILT_LABEL = 'kindling.dev/node-image';
/** A registry that has not said anything by then is taken for out of reach. */
const PULL_SILENCE_MS = 20_000;

/** How a run came by its node image. */
export interface NodeImage {
  readonly reference: string;
  readonly origin: 'present' | 'pulled' | 'built';
}

/**
 * Sees to it that the engine has a node image of this minor: one that is present is used; else the published one is pulled;
 * else one is built from Debian packages and Go modules. `KINDLING_NODE_IMAGE=build` never pulls.
 * @throws with both reasons when neither could be had.
 */
export async function ensureNodeImage(
  engine: Engine,
  version: MinorVersion,
  progress: Progress,
  signal: AbortSignal,
): Promise<NodeImage> {
  const buildOnly = mustBuild();
  const built = builtName(version);
  const present = await presentNodeImage(engine, version);
  if (present !== undefined) return { reference: present, origin: 'present' };
  const refusal = buildOnly ? undefined : await pull(engine, version.published, progress, signal);
  if (!buildOnly && refusal === undefined) return { reference: version.published, origin: 'pulled' };
  if (process.platform !== 'linux' || process.getuid?.() !== 0) {
    throw new Error(`${version.published} could not be pulled, and a node image can only be built on Linux as root`, {
      cause: refusal,
    });
  }
  await withFileLock(join(cacheFolder('node-image'), 'build.lock'), signal, async () => {
    if (!(await has(engine, built))) await build(engine, version, built, progress, signal);
  });
  return { reference: built, origin: 'built' };
}

/** The node image of this minor that the engine has and a run would take; undefined when it would pull or build one. */
export async function presentNodeImage(engine: Engine, version: MinorVersion): Promise<string | undefined> {
  const built = builtName(version);
  if (await has(engine, built)) return built;
  return !mustBuild() && (await has(engine, version.published)) ? version.published : undefined;
}

/** Whether `KINDLING_NODE_IMAGE=build` forbids to pull. */
export function mustBuild(): boolean {
  return process.env['KINDLING_NODE_IMAGE'] === 'build';
}

/** Named by content: a change to what goes in makes another image. */
function builtName(version: MinorVersion): string {
  const inside = (...parts: string[]) => join(import.meta.dirname, ...parts);
  const recipe = ['binaries', 'userland', 'component-images', 'oci-layout', 'node-root', 'assemble'].map((file) =>
    inside(`${file}.ts`),
  );
  const modules = [
    'etcd',
    'containerd',
    'coredns',
    'cni-plugins',
    'pause',
    'kubernetes/main.go',
    `kubernetes/v${version.minor}`,
  ];
  const hash = contentHash([
    ...recipe,
    inside('rootfs'),
    inside('component-images'),
    ...modules.map((module) => inside('go', module)),
  ]);
  return `kindling/node:${version.buildVersion}-${hash}`;
}

async function build(
  engine: Engine,
  version: MinorVersion,
  name: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  progress(
    `Building a node image of Kubernetes ${version.buildVersion} from Debian packages and Go modules (cold: 10 to 15 minutes)`,
  );
  const folder = cacheFolder('node-image');
  const binaries = await buildBinaries(version.buildVersion, progress, signal);
  const userlands = await makeUserlands(progress, signal);
  const work = mkdtempSync(join(folder, 'assembly-'));
  try {
    const references = await kubeadmImages(join(binaries.kubernetes, 'kubernetes'), version.buildVersion, signal);
    const pauseImage = references['pause'] ?? 'registry.k8s.io/pause:3.10';
    await reported(progress, 'Packing the images that run in a cluster', async () => {
      await writeComponentImages(work, binaries, userlands.networkTools, references, signal);
      mkdirSync(join(work, 'root'));
      await layOutNodeRoot(join(work, 'root'), userlands.node, binaries, version.buildVersion, pauseImage, signal);
    });
    await reported(progress, `Assembling ${name}`, () =>
      assembleNodeImage(
        engine,
        name,
        join(work, 'root'),
        join(work, 'layout'),
        { [BUILT_LABEL]: version.minor },
        signal,
      ),
    );
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  await removeOlder(engine, version, name);
  const { Size } = await engine.client.image.inspect(ImageName.fromString(name));
  progress(`Node image ${name}: ${Math.round(Size / 1e6)} MB, made in ${formatElapsed(performance.now() - startedAt)}`);
}

/** @returns why it could not be pulled, or undefined when it was. */
async function pull(
  engine: Engine,
  reference: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<Error | undefined> {
  const { dockerode } = engine.client.container;
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error('the registry did not answer')), PULL_SILENCE_MS);
  try {
    const abortSignal = AbortSignal.any([signal, silence.signal]);
    await reported(progress, `Pulling ${reference}`, async () => {
      const stream = await dockerode.pull(reference, { abortSignal });
      await new Promise<void>((resolve, reject) => {
        dockerode.modem.followProgress(
          stream,
          (error) => (error ? reject(error) : resolve()),
          () => clearTimeout(timer),
        );
      });
    });
    return (await has(engine, reference)) ? undefined : new Error(`${reference} is not there after the pull`);
  } catch (error) {
    signal.throwIfAborted();
    progress(`Pulling ${reference}: not to be had (${error instanceof Error ? error.message : String(error)})`);
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    clearTimeout(timer);
  }
}

async function has(engine: Engine, reference: string): Promise<boolean> {
  return engine.client.image.exists(ImageName.fromString(reference));
}

/** Removes images of earlier recipes; one that a container still uses stays until the next time. */
async function removeOlder(engine: Engine, version: MinorVersion, newest: string): Promise<void> {
  const { dockerode } = engine.client.container;
  const images = await dockerode.listImages({ filters: { label: [`${BUILT_LABEL}=${version.minor}`] } });
  for (const image of images.filter(({ RepoTags }) => !RepoTags?.includes(newest))) {
    await dockerode.getImage(image.Id).remove().catch(tolerate(404, 409));
  }
}
