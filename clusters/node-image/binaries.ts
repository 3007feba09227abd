import { copyFileSync, cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { cacheFolder } from '../host/cache.ts';
import { contentHash } from '../host/content-hash.ts';
import { madeOnce } from '../host/made-once.ts';
import { type GoBuild, goBuild } from '../packages/go-toolchain.ts';
import { type Progress, reported } from '../progress.ts';

const SOURCES = join(import.meta.dirname, 'go');
const CONTAINERD = 'github.com/containerd/containerd/v2';
const CNI_PLUGINS = 'github.com/containernetworking/plugins/plugins';

/** A component of the node image: a Go module of ours, and the programs that are built from it. */
interface Component {
  readonly name: string;
  /** Files of the module, copied together into one folder. */
  readonly sources: readonly string[];
  /** `name`: the file to write, when it is not the last element of the import path. */
  readonly programs: readonly (Omit<GoBuild, 'module' | 'output'> & { readonly name?: string })[];
}

/** Where the built programs lie: one folder per component. */
export type Binaries = Readonly<
  Record<'kubernetes' | 'etcd' | 'containerd' | 'coredns' | 'cni-plugins' | 'pause', string>
>;

/**
 * Builds every program of a node, or finds it in the cache. A component is built again only when its module files change.
 * @param version the Kubernetes release, e.g. `v1.37.2`.
 */
export async function buildBinaries(version: string, progress: Progress, signal: AbortSignal): Promise<Binaries> {
  const built: Record<string, string> = {};
  for (const component of components(version)) {
    const hash = contentHash(component.sources, [JSON.stringify(component.programs), process.arch]);
    const folder = join(cacheFolder('node-image', 'binaries'), `${component.name}-${hash}`);
    built[component.name] = await madeOnce(folder, signal, (partial) =>
      reported(progress, `Building ${component.name}`, () => buildComponent(component, partial, signal)),
    );
  }
  return built as Binaries;
}

async function buildComponent(component: Component, folder: string, signal: AbortSignal): Promise<void> {
  const module = join(folder, 'module');
  mkdirSync(module);
  for (const source of component.sources) {
    if (source.endsWith('.go')) copyFileSync(source, join(module, source.slice(source.lastIndexOf('/') + 1)));
    else cpSync(source, module, { recursive: true });
  }
  for (const build of component.programs) {
    const name = build.name ?? build.program.slice(build.program.lastIndexOf('/') + 1);
    await goBuild({ ...build, module, output: join(folder, name) }, signal);
  }
}

function components(version: string): Component[] {
  const [major, minor] = version.slice(1).split('.') as [string, string];
  const module = (name: string) => join(SOURCES, name);
  return [
    { name: 'pause', sources: [module('pause')], programs: [{ program: '.', name: 'pause' }] },
    {
      name: 'cni-plugins',
      sources: [module('cni-plugins')],
      programs: ['main/ptp', 'main/loopback', 'ipam/host-local', 'meta/portmap'].map((plugin) => ({
        program: `${CNI_PLUGINS}/${plugin}`,
      })),
    },
    {
      name: 'containerd',
      sources: [module('containerd')],
      programs: ['containerd', 'ctr', 'containerd-shim-runc-v2'].map((program) => ({
        program: `${CONTAINERD}/cmd/${program}`,
        tags: ['no_aufs', 'no_zfs', 'no_btrfs', 'no_devmapper'],
      })),
    },
    { name: 'etcd', sources: [module('etcd')], programs: [{ program: 'go.etcd.io/etcd/server/v3', name: 'etcd' }] },
    { name: 'coredns', sources: [module('coredns')], programs: [{ program: 'github.com/coredns/coredns' }] },
    {
      name: 'kubernetes',
      sources: [join(module('kubernetes'), `v${major}.${minor}`), join(module('kubernetes'), 'main.go')],
      programs: [
        { program: '.', name: 'kubernetes', variables: versionVariables(version, major, minor) },
        { program: 'k8s.io/kubernetes/test/images/agnhost' },
      ],
    },
  ];
}

/** What Kubernetes' own build sets (hack/lib/version.sh); without it kubeadm takes itself for v0.0.0. */
function versionVariables(version: string, major: string, minor: string): Record<string, string> {
  const values = {
    gitVersion: version,
    gitMajor: major,
    gitMinor: minor,
    gitTreeState: 'clean',
    gitCommit: 'kindling',
    buildDate: '1970-01-01T00:00:00Z',
  };
  const packages = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'];
  return Object.fromEntries(
    packages.flatMap((path) => Object.entries(values).map(([name, value]) => [`${path}.${name}`, value])),
  );
}
