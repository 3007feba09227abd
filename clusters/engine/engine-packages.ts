import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { cacheFolder } from '../host/cache.ts';
import { madeOnce } from '../host/made-once.ts';
import { DebianArchive } from '../packages/debian-archive.ts';
import { type Progress, reported } from '../progress.ts';

/**
 * The set that works together on a host without every capability: newer runc, and bookworm's own Docker, fail with
 * "unable to apply caps" when a capability is missing from the bounding set. All of them run with glibc 2.34.
 */
const PACKAGES = [
  'docker.io/trixie',
  'containerd/trixie',
  'runc/bookworm',
  'iptables/bookworm',
  'libxtables12/bookworm',
  'libip4tc2/bookworm',
  'libip6tc2/bookworm',
  'libnftnl11/bookworm',
  'libmnl0/bookworm',
  'libnetfilter-conntrack3/bookworm',
  'libnfnetlink0/bookworm',
  'libseccomp2/bookworm',
];

/** Change it with the list above or with the lay-out below: it names the unpacked folder. */
const GENERATION = 'v2';

/**
 * dockerd calls its firewall chains DOCKER and DOCKER-…, and deletes chains of these names when it starts: another Docker's
 * doors would be gone. So the tools give them names of the engine's own. Chains in a container's network (DOCKER_OUTPUT) keep
 * theirs, since node images look for them.
 */
const RENAME_CHAINS = `
if [ -n "$KINDLING_CHAINS" ]; then
  for word do
    shift
    case "$word" in DOCKER | DOCKER-*) word="$KINDLING_CHAINS\${word#DOCKER}" ;; esac
    set -- "$@" "$word"
  done
fi
`;

const FIREWALL_TOOLS = [
  'iptables',
  'iptables-save',
  'iptables-restore',
  'ip6tables',
  'ip6tables-save',
  'ip6tables-restore',
];

/** The programs of an embedded engine, unpacked but not installed: `bin` goes in front of the engine's PATH. */
export interface EnginePackages {
  readonly bin: string;
}

/** The engine's programs, when they are unpacked already. */
export function unpackedEngine(): EnginePackages | undefined {
  const bin = join(programsFolder(), 'bin');
  return existsSync(bin) ? { bin } : undefined;
}

/** Unpacks the engine's programs into the cache, unless they are there. Nothing is installed in the system. */
export async function unpackEngine(progress: Progress, signal: AbortSignal): Promise<EnginePackages> {
  const folder = programsFolder();
  await madeOnce(folder, signal, (partial) =>
    reported(progress, 'Unpacking a container engine from Debian packages', () => unpack(partial, folder, signal)),
  );
  return { bin: join(folder, 'bin') };
}

function programsFolder(): string {
  return join(cacheFolder('engine'), `programs-${GENERATION}`);
}

async function unpack(partial: string, folder: string, signal: AbortSignal): Promise<void> {
  const archive = await DebianArchive.open();
  const downloads = join(partial, 'packages');
  await archive.download(PACKAGES, downloads, signal);
  for (const file of readdirSync(downloads)) {
    await execa('dpkg-deb', ['--extract', join(downloads, file), partial], { cancelSignal: signal });
  }
  rmSync(downloads, { recursive: true });
  linkPrograms(partial, folder);
}

/** `bin` holds links to the programs, and wrappers for those that must find their libraries in the unpacked folder. */
function linkPrograms(partial: string, folder: string): void {
  const bin = join(partial, 'bin');
  mkdirSync(bin);
  for (const program of ['usr/sbin/dockerd', 'usr/sbin/docker-proxy', 'usr/bin/docker-init', 'usr/bin/containerd']) {
    symlinkSync(join('..', program), join(bin, program.slice(program.lastIndexOf('/') + 1)));
  }
  symlinkSync('../usr/bin/containerd-shim-runc-v2', join(bin, 'containerd-shim-runc-v2'));
  const libraries = join(folder, 'usr/lib', `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`);
  const wrap = (name: string, command: string, before = '\n') => {
    const environment = `LD_LIBRARY_PATH='${libraries}' XTABLES_LIBDIR='${libraries}/xtables'`;
    writeFileSync(join(bin, name), `#!/bin/sh${before}${environment} exec ${command} "$@"\n`);
    chmodSync(join(bin, name), 0o755);
  };
  wrap('runc', `'${folder}/usr/sbin/runc'`);
  for (const tool of FIREWALL_TOOLS) wrap(tool, `'${folder}/usr/sbin/xtables-nft-multi' ${tool}`, RENAME_CHAINS);
}
