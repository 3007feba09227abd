import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { tolerate } from '../engine/tolerate.ts';
import { contentHash } from '../host/content-hash.ts';
import { formatElapsed, type Progress, reported } from '../progress.ts';
import { forgetRun, registerRun, runFolder } from '../registry/run-record.ts';
import { assembleNodeImage } from './assemble.ts';
import { type Binaries, buildBinaries } from './binaries.ts';
import { kubeadmImages, writeComponentImages } from './component-images.ts';
import { components } from './components.ts';
import { exactName, registryReference } from './image-name.ts';
import { describeParts, expectFitting, type ImagePart, layerParts } from './image-parts.ts';
import { layOutNodeRoot } from './node-root.ts';
import { makeUserlands } from './userland.ts';
import type { MinorVersion } from './versions.ts';

/** Set on every image that a local build made, with the minor as value. */
export const BUILT_LABEL = 'kindling.dev/node-image';
/** The sources that decide what a built image holds, besides the components' own. */
const RECIPE = [
  ...['components.ts', 'binaries.ts', 'userland.ts', 'component-images.ts', 'oci-layout.ts', 'pack-folder.ts'],
  ...['node-root.ts', 'assemble.ts', 'rootfs', 'component-images', '../agnhost.ts'],
];

/** The name of the image that a local build of this minor makes. Named by content: a change to what goes in makes another. */
export function builtName(version: MinorVersion): string {
  const recipe = RECIPE.map((part) => join(import.meta.dirname, part));
  const hash = contentHash([...recipe, ...components(version.buildVersion).flatMap(({ sources }) => sources)]);
  return `kindling/node:${version.buildVersion}-${hash}`;
}

/** Builds the node image of a minor from Debian packages and Go modules, under the name of `builtName`. */
export async function buildNodeImage(
  engine: Engine,
  version: MinorVersion,
  progress: Progress,
  signal: AbortSignal,
): Promise<void> {
  const startedAt = performance.now();
  const name = builtName(version);
  progress(
    `Building a node image of Kubernetes ${version.buildVersion} from Debian packages and Go modules (cold: 10 to 20 minutes)`,
  );
  // Registered, so that what a killed build leaves in the engine and on disk is removed by the next run, and that nobody deletes
  // the cache below it: to compile takes minutes.
  const { id: run } = registerRun(`building ${name}`);
  const work = runFolder(run);
  const [root, layout] = [join(work, 'root'), join(work, 'layout')];
  const parts: ImagePart[] = [];
  try {
    const binaries = await buildBinaries(version.buildVersion, progress, signal);
    const userlands = await makeUserlands(progress, signal);
    parts.push({ name: 'Debian userland', bytes: statSync(userlands.node).size }, ...programParts(binaries));
    const references = await kubeadmImages(join(binaries.kubernetes, 'kubernetes'), version.buildVersion, signal);
    const pauseImage = references['pause'] ?? 'registry.k8s.io/pause:3.10';
    await reported(progress, 'Packing the images that run in a cluster', async () => {
      parts.push(...layerParts(await writeComponentImages(work, binaries, userlands.networkTools, references, signal)));
      mkdirSync(root);
      await layOutNodeRoot(root, userlands.node, binaries, version.buildVersion, pauseImage, signal);
    });
    await reported(progress, `Assembling ${name}`, async () => {
      // testcontainers would look in a mirror of Docker Hub for what it is made of, unless the name has a registry.
      const assembled = registryReference(name) === name ? name : `localhost/${name}`;
      const labels = { [BUILT_LABEL]: version.minor };
      await assembleNodeImage(engine, { name: assembled, root, layout, run, labels }, signal);
      if (assembled !== name) await rename(engine, assembled, name);
    });
  } finally {
    forgetRun(run);
  }
  const size = await unpackedSize(engine, name, parts);
  const took = formatElapsed(performance.now() - startedAt);
  progress(`Node image ${name}: ${Math.round(size / 1e6)} MB unpacked, made in ${took}`);
  for (const part of describeParts(parts)) progress(part);
}

/** Gives an image of the engine another name, in place of the one that it has. */
async function rename(engine: Engine, before: string, name: string): Promise<void> {
  const image = engine.client.container.dockerode.getImage(before);
  const [repo = '', tag = ''] = name.split(':');
  await image.tag({ repo, tag });
  // Of an image with two names this takes one away.
  await image.remove();
}

/** The programs on the node itself, by component. */
function programParts(binaries: Binaries): ImagePart[] {
  return (['kubernetes', 'containerd', 'cni-plugins'] as const).map((name) => ({
    name: name === 'kubernetes' ? 'kubelet, kubeadm and kubectl in one program' : name,
    bytes: readdirSync(binaries[name], { withFileTypes: true })
      // agnhost comes from the same module, but lies in an image only.
      .filter((entry) => entry.isFile() && entry.name !== 'agnhost')
      .reduce((sum, entry) => sum + statSync(join(binaries[name], entry.name)).size, 0),
  }));
}

/** @throws when the image is larger than it may be; it is removed, so that nobody comes to use it. */
async function unpackedSize(engine: Engine, name: string, parts: readonly ImagePart[]): Promise<number> {
  const { Size } = await engine.client.image.inspect(exactName(name));
  try {
    expectFitting(name, Size, parts);
  } catch (error) {
    await engine.client.container.dockerode.getImage(name).remove().catch(tolerate(404, 409));
    throw error;
  }
  return Size;
}
