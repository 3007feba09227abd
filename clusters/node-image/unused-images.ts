import type { Engine } from '../engine/engine.ts';
import { tolerate } from '../engine/tolerate.ts';
import { BUILT_LABEL, builtName } from './build-node-image.ts';
import { PREPARED_LABEL } from './prepared-image.ts';
import { supersededImages } from './superseded-images.ts';
import { knownMinors, minorVersion } from './versions.ts';

/**
 * Removes images of ours that have no use any more: built ones of earlier recipes, and prepared ones whose node image is gone.
 * One that a container still uses stays. Not for the way to a cluster: an engine under load can take minutes to delete an image,
 * and makes no container in the meantime.
 * @returns their names.
 */
export async function removeUnusedImages(engine: Engine, signal: AbortSignal): Promise<string[]> {
  const { dockerode } = engine.client.container;
  const removed: string[] = [];
  const remove = async (Id: string, name: string) => {
    signal.throwIfAborted();
    await dockerode
      .getImage(Id)
      .remove()
      .then(() => removed.push(name), tolerate(404, 409));
  };
  for (const minor of knownMinors()) {
    const images = await dockerode.listImages({ filters: { label: [`${BUILT_LABEL}=${minor}`] } });
    for (const { Id, RepoTags } of supersededImages(images, builtName(minorVersion(minor))))
      await remove(Id, RepoTags?.[0] ?? Id);
  }
  const present = new Set((await dockerode.listImages()).map(({ Id }) => Id));
  for (const { Id, RepoTags, Labels } of await dockerode.listImages({ filters: { label: [PREPARED_LABEL] } })) {
    if (!present.has(Labels[PREPARED_LABEL] ?? '')) await remove(Id, RepoTags?.[0] ?? Id);
  }
  return removed;
}
