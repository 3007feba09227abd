import { chmodSync, copyFileSync, mkdirSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { AGNHOST_IMAGE } from '../agnhost.ts';
import type { Binaries } from './binaries.ts';
import { type ImageContent, writeOciLayout } from './oci-layout.ts';
import { packFolder } from './pack-folder.ts';

/** The image of the pod network's DaemonSet; the node image's CNI manifest names it. */
export const CNI_IMAGE = 'kindling.dev/cni:v1';

/** The names under which the one Kubernetes binary is called. */
export const KUBERNETES_PROGRAMS = {
  node: ['kubelet', 'kubeadm', 'kubectl'],
  images: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'kubectl'],
} as const;

/** The image references that kubeadm wants for its version, by their last path element: `etcd` → `registry.k8s.io/etcd:…`. */
export type KubeadmImages = Readonly<Record<string, string>>;

/** Asks the built kubeadm which images a cluster of its version runs: only it knows for sure. */
export async function kubeadmImages(kubernetes: string, version: string, signal: AbortSignal): Promise<KubeadmImages> {
  const { stdout } = await execa(kubernetes, ['config', 'images', 'list', '--kubernetes-version', version], {
    argv0: 'kubeadm',
    cancelSignal: signal,
  });
  return Object.fromEntries(
    stdout
      .split('\n')
      .map((reference) => [reference.slice(reference.lastIndexOf('/') + 1, reference.lastIndexOf(':')), reference]),
  );
}

/**
 * Writes every image that runs in a cluster as one OCI layout into `folder/layout`. Their shared layers are stored once.
 * @returns the images, with their layers' files.
 */
export async function writeComponentImages(
  folder: string,
  binaries: Binaries,
  networkTools: string,
  references: KubeadmImages,
  signal: AbortSignal,
): Promise<ImageContent[]> {
  const layers = join(folder, 'layers');
  const layer = async (name: string, files: Readonly<Record<string, string>>, links: readonly string[] = []) => {
    const staging = join(layers, name);
    for (const [path, source] of Object.entries(files)) {
      mkdirSync(dirname(join(staging, path)), { recursive: true });
      copyFileSync(source, join(staging, path));
      chmodSync(join(staging, path), 0o755);
    }
    for (const link of links) symlinkSync('kubernetes', join(staging, 'usr/local/bin', link));
    return packFolder(staging, `${staging}.tar`, signal);
  };
  const program = { kubernetes: join(binaries.kubernetes, 'kubernetes') };
  const kubernetes = await layer(
    'kubernetes',
    { 'usr/local/bin/kubernetes': program.kubernetes },
    KUBERNETES_PROGRAMS.images,
  );
  const cni = await layer('cni', {
    'usr/local/bin/kindling-cni': join(import.meta.dirname, 'component-images/cni/kindling-cni'),
  });
  const etcd = await layer('etcd', { 'usr/local/bin/etcd': join(binaries.etcd, 'etcd') });
  const coredns = await layer('coredns', { coredns: join(binaries.coredns, 'coredns') });
  const agnhost = await layer('agnhost', { agnhost: join(binaries.kubernetes, 'agnhost') });
  const pause = await layer('pause', { pause: join(binaries.pause, 'pause') });

  const named = (name: string): string => {
    const reference = references[name];
    if (reference === undefined)
      throw new Error(`kubeadm names no image "${name}", only ${Object.keys(references).join(', ')}`);
    return reference;
  };
  const images: ImageContent[] = [
    ...['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map((name) => ({
      reference: named(name),
      layers: [kubernetes],
    })),
    { reference: named('kube-proxy'), layers: [networkTools, kubernetes] },
    { reference: CNI_IMAGE, layers: [networkTools, kubernetes, cni] },
    { reference: named('etcd'), layers: [etcd] },
    { reference: named('coredns'), layers: [coredns], entrypoint: ['/coredns'] },
    { reference: named('pause'), layers: [pause], entrypoint: ['/pause'] },
    { reference: AGNHOST_IMAGE, layers: [agnhost], entrypoint: ['/agnhost'], command: ['pause'] },
  ];
  await writeOciLayout(join(folder, 'layout'), images);
  return images;
}
