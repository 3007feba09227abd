import { join } from 'node:path';
import type { GoBuild } from '../packages/go-toolchain.ts';
import { AGNHOST_PROGRAM } from './kubernetes-go-mod.ts';

const SOURCES = join(import.meta.dirname, 'go');
const CONTAINERD = 'github.com/containerd/containerd/v2';
const CNI_PLUGINS = 'github.com/containernetworking/plugins/plugins';

/** A component of the node image: a Go module of ours, and the programs that are built from it. */
export interface Component {
  readonly name: string;
  /** The folder with go.mod and go.sum, then files to be put beside them. */
  readonly sources: readonly [module: string, ...files: string[]];
  /** `name`: the file to write, when it is not the last element of the import path. */
  readonly programs: readonly (Omit<GoBuild, 'module' | 'output'> & { readonly name?: string })[];
}

/** The components of a node of one Kubernetes release, e.g. `v1.37.2`; the cheap ones first. */
export function components(version: string): Component[] {
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
    // One etcd and one CoreDNS for all minors, newer than the older ones ask for: both serve older clients, and what kubeadm 1.34
    // writes into a Corefile is still understood. They are named as the cluster's kubeadm names them.
    { name: 'etcd', sources: [module('etcd')], programs: [{ program: 'go.etcd.io/etcd/server/v3', name: 'etcd' }] },
    { name: 'coredns', sources: [module('coredns')], programs: [{ program: 'github.com/coredns/coredns' }] },
    {
      name: 'kubernetes',
      sources: [join(module('kubernetes'), `v${major}.${minor}`), join(module('kubernetes'), 'main.go')],
      programs: [
        { program: '.', name: 'kubernetes', variables: versionVariables(version, major, minor) },
        { program: AGNHOST_PROGRAM },
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
