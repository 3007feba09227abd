import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { cacheFolder } from '../host/cache.ts';
import { contentHash } from '../host/content-hash.ts';
import { madeOnce } from '../host/made-once.ts';
import { DebianArchive } from '../packages/debian-archive.ts';
import { type Progress, reported } from '../progress.ts';

/** Its systemd 252 boots on cgroup v1 and v2; from 256 on systemd refuses v1. */
const RELEASE = 'bookworm';

/** A Debian file system, as a tar file. */
interface Userland {
  readonly name: string;
  /** mmdebstrap's variants: `essential` is a working system, `extract` only unpacks the packages and their dependencies. */
  readonly variant: 'essential' | 'extract';
  readonly packages: readonly string[];
  /** Shell commands with `$1` as the root of the file system, run last. */
  readonly finish: readonly string[];
}

/** What a node runs on besides Kubernetes: systemd, the firewalls, and runc. */
const NODE: Userland = {
  name: 'node',
  variant: 'essential',
  packages: [
    ...['systemd', 'systemd-sysv', 'dbus', 'kmod', 'mount', 'procps', 'util-linux', 'ca-certificates', 'jq', 'runc'],
    ...['iptables', 'nftables', 'conntrack', 'iproute2', 'ethtool', 'socat'],
  ],
  finish: [
    'rm -rf "$1"/usr/share/man "$1"/usr/share/doc "$1"/usr/share/locale "$1"/usr/share/info "$1"/var/cache/apt/*',
  ],
};

/** What kube-proxy (in ipvs mode: ipset) and the pod network call: the same firewall tools in a small image layer. */
const NETWORK_TOOLS: Userland = {
  name: 'network-tools',
  variant: 'extract',
  packages: ['dash', 'coreutils', 'kmod', 'iptables', 'nftables', 'ipset', 'conntrack', 'iproute2'],
  finish: [
    'rm -rf "$1"/usr/share "$1"/usr/lib/*/gconv',
    // Unpacked packages are not configured, so the alternatives system has made no links.
    ...['iptables', 'iptables-save', 'iptables-restore', 'ip6tables', 'ip6tables-save', 'ip6tables-restore'].map(
      (tool) => `ln -s xtables-nft-multi "$1"/usr/sbin/${tool}`,
    ),
  ],
};

/** The tar files of both file systems of a node image. */
export interface Userlands {
  readonly node: string;
  readonly networkTools: string;
}

/** Makes both file systems from Debian packages, or finds them in the cache. */
export async function makeUserlands(progress: Progress, signal: AbortSignal): Promise<Userlands> {
  return {
    node: await makeUserland(NODE, progress, signal),
    networkTools: await makeUserland(NETWORK_TOOLS, progress, signal),
  };
}

async function makeUserland(userland: Userland, progress: Progress, signal: AbortSignal): Promise<string> {
  const hash = contentHash([], [RELEASE, process.arch, JSON.stringify(userland)]);
  const folder = join(cacheFolder('node-image', 'userlands'), `${userland.name}-${hash}`);
  const made = await madeOnce(folder, signal, (partial) =>
    reported(progress, `Making the Debian file system "${userland.name}"`, async () => {
      const archive = await DebianArchive.open();
      const mmdebstrap = await unpackMmdebstrap(archive, signal);
      // Nothing is customized in what is only extracted: mmdebstrap passes over those hooks.
      const finish = userland.variant === 'extract' ? '--extract-hook' : '--customize-hook';
      const hooks =
        userland.variant === 'extract' ? [`--hook-dir=${mmdebstrap}/usr/share/mmdebstrap/hooks/merged-usr`] : [];
      await execa(
        join(mmdebstrap, 'usr/bin/mmdebstrap'),
        [
          '--mode=root',
          `--variant=${userland.variant}`,
          `--include=${userland.packages.join(',')}`,
          '--aptopt=Apt::Install-Recommends "false"',
          ...hooks,
          ...userland.finish.map((command) => `${finish}=${command}`),
          RELEASE,
          join(partial, 'userland.tar'),
          `deb [signed-by=${archive.keyring}] ${archive.mirror} ${RELEASE} main`,
        ],
        { cancelSignal: signal },
      );
    }),
  );
  return join(made, 'userland.tar');
}

/** mmdebstrap is one Perl script: unpacked, not installed. @returns the folder that it was unpacked into. */
async function unpackMmdebstrap(archive: DebianArchive, signal: AbortSignal): Promise<string> {
  return madeOnce(join(cacheFolder('node-image'), 'mmdebstrap'), signal, async (partial) => {
    await archive.download([`mmdebstrap/${RELEASE}`], partial, signal);
    for (const file of readdirSync(partial)) {
      await execa('dpkg-deb', ['--extract', join(partial, file), partial], { cancelSignal: signal });
    }
  });
}
