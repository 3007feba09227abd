import {
  chmodSync,
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Binaries } from './binaries.ts';
import { CNI_IMAGE, KUBERNETES_PROGRAMS } from './component-images.ts';

/** Units that a node has no use for: hardware, terminals, and chores of a long life. */
const MASKED = [
  ...[
    'systemd-udevd.service',
    'systemd-udev-trigger.service',
    'systemd-udevd-control.socket',
    'systemd-udevd-kernel.socket',
  ],
  ...[
    'systemd-logind.service',
    'systemd-binfmt.service',
    'systemd-tmpfiles-clean.timer',
    'systemd-update-utmp.service',
  ],
  ...[
    'getty.target',
    'console-getty.service',
    'dev-hugepages.mount',
    'dev-mqueue.mount',
    'sys-fs-fuse-connections.mount',
  ],
  ...[
    'sys-kernel-debug.mount',
    'sys-kernel-tracing.mount',
    'sys-kernel-config.mount',
    'proc-sys-fs-binfmt_misc.automount',
  ],
];

/**
 * Lays out the root file system of a node in an empty folder: the Debian userland, the built programs and our own files.
 * It keeps the contract by which the kind CLI uses a node image: its entrypoint, the boot line of systemd, `/kind/version`,
 * the manifests in `/kind/manifests`, and kubeadm, kubelet and kubectl on PATH.
 */
export async function layOutNodeRoot(
  root: string,
  userland: string,
  binaries: Binaries,
  version: string,
  pauseImage: string,
  signal: AbortSignal,
): Promise<void> {
  mkdirSync(root, { recursive: true });
  await execa('tar', ['--extract', `--file=${userland}`, '--numeric-owner', `--directory=${root}`], {
    cancelSignal: signal,
  });
  cpSync(join(import.meta.dirname, 'rootfs'), root, { recursive: true });
  fillIn(join(root, 'etc/containerd/config.toml'), '@PAUSE_IMAGE@', pauseImage);
  fillIn(join(root, 'kind/manifests/default-cni.yaml'), '@CNI_IMAGE@', CNI_IMAGE);
  writeFileSync(join(root, 'kind/version'), `${version}\n`);
  installPrograms(root, binaries);
  trimSystemd(root);
}

function installPrograms(root: string, binaries: Binaries): void {
  const install = (source: string, folder: string, name: string) => {
    mkdirSync(join(root, folder), { recursive: true });
    copyFileSync(join(source, name), join(root, folder, name));
    chmodSync(join(root, folder, name), 0o755);
  };
  install(binaries.kubernetes, 'usr/bin', 'kubernetes');
  for (const program of KUBERNETES_PROGRAMS.node) symlinkSync('kubernetes', join(root, 'usr/bin', program));
  for (const program of ['containerd', 'ctr', 'containerd-shim-runc-v2'])
    install(binaries.containerd, 'usr/bin', program);
  for (const plugin of ['ptp', 'loopback', 'host-local', 'portmap'])
    install(binaries['cni-plugins'], 'opt/cni/bin', plugin);
}

/** Leaves systemd nothing to start but what a node runs. */
function trimSystemd(root: string): void {
  const units = join(root, 'etc/systemd/system');
  for (const entry of readdirSync(units)) {
    if (entry.endsWith('.wants')) rmSync(join(units, entry), { recursive: true });
  }
  for (const unit of MASKED) symlinkSync('/dev/null', join(units, unit));
  rmSync(join(units, 'default.target'), { force: true });
  symlinkSync('/lib/systemd/system/multi-user.target', join(units, 'default.target'));
  const wanted = join(units, 'multi-user.target.wants');
  mkdirSync(wanted);
  for (const unit of ['containerd.service', 'kubelet.service']) symlinkSync(`../${unit}`, join(wanted, unit));
}

function fillIn(file: string, placeholder: string, value: string): void {
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(placeholder, value));
}
