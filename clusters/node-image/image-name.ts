import { ImageName } from 'testcontainers';

/**
 * The reference under which an image of a registry is pulled, and is in the engine afterwards: with a tag or digest, and as
 * testcontainers' users have it mirrored (`TESTCONTAINERS_HUB_IMAGE_NAME_PREFIX`: put before what names no registry, which
 * otherwise comes from Docker Hub).
 */
export function registryReference(reference: string): string {
  return ImageName.fromString(reference).string;
}

/**
 * A reference for testcontainers' own client and containers as it is: images that were made here are in no mirror, and one that
 * `registryReference` gave must not get the prefix twice. testcontainers reads nothing but `string` to find an image.
 */
export function exactName(reference: string): ImageName {
  // A registry in the name is what keeps the constructor from putting the prefix before it.
  const name = ImageName.fromString(`localhost/${reference}`);
  return Object.assign(name, { string: reference });
}
