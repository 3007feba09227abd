import { statSync } from 'node:fs';
import type { ImageContent } from './oci-layout.ts';

/** What a built node image may come to, unpacked, in bytes: every node of every cluster starts from a copy of parts of it. */
export const MAXIMAL_SIZE = 900e6;

/** A part of a node image. */
export interface ImagePart {
  readonly name: string;
  readonly bytes: number;
}

/** The layers of the images that a node image holds, each named by the images that share it. */
export function layerParts(images: readonly ImageContent[]): ImagePart[] {
  const layers = new Map<string, string[]>();
  for (const { reference, layers: files } of images) {
    for (const file of files) layers.set(file, [...(layers.get(file) ?? []), shortName(reference)]);
  }
  return [...layers].map(([file, names]) => ({
    name: `image layer of ${names.join(', ')}`,
    bytes: statSync(file).size,
  }));
}

/** Says what a node image consists of, the largest part first, a line each: ` 173 MB  kubernetes`. */
export function describeParts(parts: readonly ImagePart[]): string[] {
  return parts
    .toSorted((a, b) => b.bytes - a.bytes)
    .map(({ name, bytes }) => `${String(Math.round(bytes / 1e6)).padStart(4)} MB  ${name}`);
}

/** @throws with all parts when an image is larger than it may be. */
export function expectFitting(name: string, bytes: number, parts: readonly ImagePart[]): void {
  if (bytes <= MAXIMAL_SIZE) return;
  throw new Error(
    `Node image ${name} has ${Math.round(bytes / 1e6)} MB unpacked, expected at most ${MAXIMAL_SIZE / 1e6} MB:\n${describeParts(parts).join('\n')}`,
  );
}

/** `registry.k8s.io/coredns/coredns:v1.14.6` → `coredns:v1.14.6`. */
function shortName(reference: string): string {
  return reference.slice(reference.lastIndexOf('/') + 1);
}
