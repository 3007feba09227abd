import type { Engine } from '../engine/engine.ts';
import type { Progress } from '../progress.ts';
import { registryReference } from './image-name.ts';
import type { NodeImage } from './node-image.ts';
import { hasExactImage, hasImage, pullImage } from './pull-image.ts';

/** Every node image starts by it (kind: images/base/Dockerfile), whoever built it on top of one. */
const ENTRYPOINT = '/usr/local/bin/entrypoint';

/**
 * Sees to it that the engine has an image that somebody named, by using or pulling it. It is never built.
 * @throws when it is neither there nor to be had, or when it is no node image.
 */
export async function ensureGivenImage(
  engine: Engine,
  wanted: string,
  progress: Progress,
  signal: AbortSignal,
): Promise<NodeImage> {
  // One that somebody has built here is in no mirror.
  const exact = await hasExactImage(engine, wanted);
  const reference = exact ? wanted : registryReference(wanted);
  const origin = exact || (await hasImage(engine, wanted)) ? 'present' : 'pulled';
  if (origin === 'pulled') {
    const refusal = await pullImage(engine, wanted, progress, signal);
    if (refusal !== undefined) {
      throw new Error(
        `Image ${reference} is not in the container engine (${engine.description}) and could not be pulled: check its name, or load it with "docker load"`,
        { cause: refusal },
      );
    }
  }
  const { Config } = await engine.client.container.dockerode.getImage(reference).inspect();
  const entrypoint = [Config.Entrypoint ?? []].flat();
  if (!entrypoint.includes(ENTRYPOINT)) {
    throw new Error(
      `Image ${reference} is no node image of kind: its entrypoint is ${JSON.stringify(entrypoint)}, expected ${ENTRYPOINT}`,
    );
  }
  return { reference, origin };
}
