import { copyFileSync, cpSync, existsSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cacheFolder } from '../host/cache.ts';
import { contentHash } from '../host/content-hash.ts';
import { madeOnce } from '../host/made-once.ts';
import { requireGo } from '../packages/go-release.ts';
import { goBuild } from '../packages/go-toolchain.ts';
import { type Progress, reported } from '../progress.ts';
import { type Component, components } from './components.ts';

/** Where the built programs lie: one folder per component. */
export type Binaries = Readonly<
  Record<'kubernetes' | 'etcd' | 'containerd' | 'coredns' | 'cni-plugins' | 'pause', string>
>;

/**
 * Builds every program of a node, or finds it in the cache. A component is built again only when its module files change.
 * @param version the Kubernetes release, e.g. `v1.37.2`.
 * @throws before anything is built when the Go toolchain is missing or too old for one of them.
 */
export async function buildBinaries(version: string, progress: Progress, signal: AbortSignal): Promise<Binaries> {
  const all = components(version).map((component) => ({ component, folder: cachedIn(component) }));
  const missing = all.filter(({ folder }) => !existsSync(folder));
  if (missing.length > 0)
    await requireGo(
      missing.map(({ component }) => join(component.sources[0], 'go.mod')),
      signal,
    );
  const built: Record<string, string> = {};
  for (const { component, folder } of all) {
    built[component.name] = await madeOnce(folder, signal, (partial) =>
      reported(progress, `Building ${component.name}`, () => buildComponent(component, partial, signal)),
    );
  }
  return built as Binaries;
}

/** The folder in the cache is named by all that goes into it. */
function cachedIn({ name, sources, programs }: Component): string {
  const hash = contentHash(sources, [JSON.stringify(programs), process.arch]);
  return join(cacheFolder('node-image', 'binaries'), `${name}-${hash}`);
}

async function buildComponent(component: Component, folder: string, signal: AbortSignal): Promise<void> {
  const module = join(folder, 'module');
  mkdirSync(module);
  const [sources, ...files] = component.sources;
  cpSync(sources, module, { recursive: true });
  for (const file of files) copyFileSync(file, join(module, basename(file)));
  for (const build of component.programs) {
    const name = build.name ?? basename(build.program);
    await goBuild({ ...build, module, output: join(folder, name) }, signal);
  }
}
