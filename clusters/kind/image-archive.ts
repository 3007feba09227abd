import { execa } from 'execa';
import { nodeReference } from './image-reference.ts';

/** What `docker save` writes about each image, besides an OCI index. */
interface DockerManifest {
  readonly RepoTags: readonly string[] | null;
}

/** What an OCI index says of each image; containerd, Docker and skopeo use different annotations for its name. */
interface OciIndex {
  readonly manifests: readonly { readonly annotations?: Readonly<Record<string, string>> }[];
}

/**
 * The references of the images in a tar file, as `docker save`, `ctr images export` and OCI layouts write them.
 * @throws when it is none of these, or names no image: pods could not ask for it.
 */
export async function referencesIn(archive: string, signal: AbortSignal): Promise<string[]> {
  const docker = await fileIn<DockerManifest[]>(archive, 'manifest.json', signal);
  const oci = docker === undefined ? await fileIn<OciIndex>(archive, 'index.json', signal) : undefined;
  if (docker === undefined && oci === undefined) {
    throw new Error(`${archive} holds no images: expected a tar file of "docker save" or an OCI layout`);
  }
  const names = [
    ...(docker ?? []).flatMap(({ RepoTags }) => RepoTags ?? []),
    ...(oci?.manifests ?? []).flatMap(({ annotations }) => annotations?.['io.containerd.image.name'] ?? []),
  ];
  if (names.length === 0) {
    throw new Error(`${archive} holds images without a name: save them by name and tag, as in "docker save name:tag"`);
  }
  return [...new Set(names.map(nodeReference))];
}

async function fileIn<T>(archive: string, name: string, signal: AbortSignal): Promise<T | undefined> {
  for (const member of [name, `./${name}`]) {
    const { exitCode, stdout } = await execa('tar', ['--extract', '--to-stdout', `--file=${archive}`, member], {
      cancelSignal: signal,
      reject: false,
    });
    signal.throwIfAborted();
    if (exitCode === 0) return JSON.parse(stdout) as T;
  }
  return undefined;
}
