import type { GoMod } from '../packages/go-modules.ts';

/** The community's test image program, built from the same module as the cluster that runs it. */
export const AGNHOST_PROGRAM = 'k8s.io/kubernetes/test/images/agnhost';

/**
 * The go.mod of our Kubernetes binary for one release, to be completed by `go mod tidy`. Kubernetes' own go.mod points its
 * staging modules at folders of its repository, which replacements of a dependency may not do; they are published as
 * `v0.X.Y` for every `v1.X.Y`. Its `godebug default` belongs to the main module too: without it the programs would behave as
 * of another Go release than Kubernetes was tested with.
 * @param published the release's own go.mod.
 * @throws when the release names no staging modules or no godebug default, since then these rules no longer hold.
 */
export function kubernetesGoMod(version: string, published: GoMod): string {
  const staging = (published.Replace ?? [])
    .filter(({ New }) => New.Path.startsWith('./staging/'))
    .map(({ Old }) => Old.Path)
    .toSorted();
  if (staging.length === 0) {
    throw new Error(`go.mod of k8s.io/kubernetes ${version} replaces no module by ./staging/…: its layout has changed`);
  }
  const stagingVersion = version.replace(/^v1\./, 'v0.');
  const godebug = published.GoDebug ?? [];
  if (!godebug.some(({ Key }) => Key === 'default')) {
    throw new Error(`go.mod of k8s.io/kubernetes ${version} has no "godebug default=…": its layout has changed`);
  }
  return `module kindling.dev/kubernetes

go ${published.Go}

${godebug.map(({ Key, Value }) => `godebug ${Key}=${Value}\n`).join('')}
require k8s.io/kubernetes ${version}

tool ${AGNHOST_PROGRAM}

replace (
${staging.map((path) => `\t${path} => ${path} ${stagingVersion}\n`).join('')})
`;
}
