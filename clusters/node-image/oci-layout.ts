import { createHash } from 'node:crypto';
import { createReadStream, linkSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

const MEDIA = 'application/vnd.oci.image';

interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An image of one layer or more, to be run by containerd. */
export interface ImageContent {
  /** Full reference, e.g. `registry.k8s.io/pause:3.10.2`. */
  readonly reference: string;
  /** Uncompressed tar files, the lowest first. Images that share a file share the layer. */
  readonly layers: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
}

/**
 * Writes images as an OCI image layout (https://github.com/opencontainers/image-spec/blob/main/image-layout.md) into an
 * empty folder. Layers stay uncompressed: they are unpacked on every node, and never travel over a network.
 * The folder must be on the file system of the layer files, which are linked, not copied.
 */
export async function writeOciLayout(folder: string, images: readonly ImageContent[]): Promise<void> {
  mkdirSync(join(folder, 'blobs', 'sha256'), { recursive: true });
  const layers = new Map<string, Descriptor>();
  for (const file of new Set(images.flatMap((image) => image.layers))) layers.set(file, await linkLayer(folder, file));
  const manifests = images.map((image) => writeImage(folder, image, layers));
  writeFileSync(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  writeFileSync(
    join(folder, 'index.json'),
    JSON.stringify({ schemaVersion: 2, mediaType: `${MEDIA}.index.v1+json`, manifests }),
  );
}

function writeImage(folder: string, image: ImageContent, layers: ReadonlyMap<string, Descriptor>): Descriptor {
  const used = image.layers.map((file) => layers.get(file) as Descriptor);
  const config = writeBlob(folder, `${MEDIA}.config.v1+json`, {
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: {
      Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
      Entrypoint: image.entrypoint,
      Cmd: image.command,
    },
    // An uncompressed layer is its own diff id.
    rootfs: { type: 'layers', diff_ids: used.map(({ digest }) => digest) },
  });
  const manifest = writeBlob(folder, `${MEDIA}.manifest.v1+json`, {
    schemaVersion: 2,
    mediaType: `${MEDIA}.manifest.v1+json`,
    config,
    layers: used,
  });
  // The annotation by which containerd names an imported image.
  return { ...manifest, annotations: { 'io.containerd.image.name': image.reference } };
}

async function linkLayer(folder: string, file: string): Promise<Descriptor> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  const digest = hash.digest('hex');
  linkSync(file, join(folder, 'blobs', 'sha256', digest));
  return { mediaType: `${MEDIA}.layer.v1.tar`, digest: `sha256:${digest}`, size: statSync(file).size };
}

function writeBlob(folder: string, mediaType: string, content: unknown): Descriptor {
  const bytes = Buffer.from(JSON.stringify(content));
  const digest = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(join(folder, 'blobs', 'sha256', digest), bytes);
  return { mediaType, digest: `sha256:${digest}`, size: bytes.length };
}
