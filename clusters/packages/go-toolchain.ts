import { ExecaError, execa } from 'execa';
import { cacheFolder } from '../host/cache.ts';

/** One run of `go build`. */
export interface GoBuild {
  /** Folder of the module: its go.mod and go.sum say exactly what is built. */
  readonly module: string;
  /** The program: an import path, or `.`. */
  readonly program: string;
  /** File to write. */
  readonly output: string;
  readonly tags?: readonly string[];
  /** Variables set by the linker: `import/path.name` → value. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** Builds a static program. Modules and objects are kept in Kindling's cache, so a build can go on where one was stopped. */
export async function goBuild(build: GoBuild, signal: AbortSignal): Promise<void> {
  const set = Object.entries(build.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  const arguments_ = ['build', '-trimpath', '-mod=readonly', '-buildvcs=false', `-ldflags=-s -w ${set.join(' ')}`];
  if (build.tags !== undefined) arguments_.push(`-tags=${build.tags.join(',')}`);
  try {
    await execa('go', [...arguments_, '-o', build.output, build.program], {
      cwd: build.module,
      env: {
        CGO_ENABLED: '0',
        GOFLAGS: '',
        GOMODCACHE: cacheFolder('go', 'modules'),
        GOCACHE: cacheFolder('go', 'objects'),
      },
      cancelSignal: signal,
    });
  } catch (error) {
    if (error instanceof ExecaError && error.code === 'ENOENT') {
      throw new Error(
        'Building a node image needs Go 1.26 or newer, and there is no `go` on PATH: https://go.dev/doc/install',
        {
          cause: error,
        },
      );
    }
    throw error;
  }
}
