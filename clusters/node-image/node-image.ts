import { join } from 'node:path';
import type { Engine } from '../engine/engine.ts';
import { cacheFolder } from '../host/cache.ts';
import { withFileLock } from '../host/file-lock.ts';
import type { Progress } from '../progress.ts';
import { buildNodeImage, builtName } from './build-node-image.ts';
import { ensureGivenImage } from './given-image.ts';
import { registryReference } from './image-name.ts';
import { hasExactImage, hasImage, pullImage } from './pull-image.ts';
import { type MinorVersion, minorVersion } from './versions.ts';

/** Which node image is asked for: an image, else one of a minor. */
export interface NodeImageWish {
  /** A minor such as `1.37`; undefined for the newest. */
  readonly kubernetes: string | undefined;
  /** Any node image, by tag or digest; undefined for Kindling's choice for the minor. */
  readonly image: string | undefined;
}

/** How a run came by its node image. */
export interface NodeImage {
  /** As the engine has it: what makes a container of it must take it as it is. */
  readonly reference: string;
  readonly origin: 'present' | 'pulled' | 'built';
}

/**
 * Sees to it that the engine has the node image that is asked for. An image is used as it is, present or pulled. Of a minor,
 * one that was built here is used; else the published one, present or pulled; else one is built from Debian packages and Go
 * modules. `KINDLING_NODE_IMAGE=build` never uses the published one.
 * @throws with both reasons when it could be neither pulled nor built.
 */
export async function ensureNodeImage(
  engine: Engine,
  wish: NodeImageWish,
  progress: Progress,
  signal: AbortSignal,
): Promise<NodeImage> {
  if (wish.image !== undefined) return ensureGivenImage(engine, wish.image, progress, signal);
  const version = minorVersion(wish.kubernetes);
  const buildOnly = mustBuild();
  const built = builtName(version);
  const present = await presentNodeImage(engine, version);
  if (present !== undefined) return { reference: present, origin: 'present' };
  let refusal: Error | undefined;
  if (!buildOnly) {
    refusal = await pullImage(engine, version.published, progress, signal);
    if (refusal === undefined) return { reference: registryReference(version.published), origin: 'pulled' };
  }
  const obstacle = obstacleToBuilding();
  if (obstacle !== undefined) {
    const reason = buildOnly
      ? 'KINDLING_NODE_IMAGE=build asks for one: unset it to have one pulled'
      : `${version.published} could not be pulled: make its registry reachable, or name another with --image`;
    throw new Error(`A node image can only be built ${obstacle}, and ${reason}`, { cause: refusal });
  }
  const waiting = () => progress('Waiting for another process that builds a node image');
  const lock = join(cacheFolder('node-image'), 'build.lock');
  await withFileLock(
    lock,
    signal,
    async () => {
      if (!(await hasExactImage(engine, built))) await buildNodeImage(engine, version, progress, signal);
    },
    waiting,
  );
  return { reference: built, origin: 'built' };
}

/** The node image of this minor that the engine has and a run would take; undefined when it would pull or build one. */
export async function presentNodeImage(engine: Engine, version: MinorVersion): Promise<string | undefined> {
  const built = builtName(version);
  if (await hasExactImage(engine, built)) return built;
  return !mustBuild() && (await hasImage(engine, version.published)) ? registryReference(version.published) : undefined;
}

/** Where alone a node image can be built, for people to read; undefined when that is here. */
export function obstacleToBuilding(): string | undefined {
  return process.platform === 'linux' && process.getuid?.() === 0 ? undefined : 'on Linux as root';
}

/** Whether `KINDLING_NODE_IMAGE=build` forbids to pull. */
export function mustBuild(): boolean {
  return process.env['KINDLING_NODE_IMAGE'] === 'build';
}
