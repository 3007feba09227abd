import { tmpdir } from 'node:os';
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

/**
 * Builds a static program from exactly what go.sum names: a module with another content is refused, one that go.sum does not
 * name too. Modules and objects are kept in Kindling's cache, so a build can go on where one was stopped, and once done it
 * can be done again without a network.
 */
export async function goBuild(build: GoBuild, signal: AbortSignal): Promise<void> {
  const set = Object.entries(build.variables ?? {}).map(([name, value]) => `-X ${name}=${value}`);
  const arguments_ = ['build', '-trimpath', '-mod=readonly', '-buildvcs=false', `-ldflags=-s -w ${set.join(' ')}`];
  if (build.tags !== undefined) arguments_.push(`-tags=${build.tags.join(',')}`);
  await runGo([...arguments_, '-o', build.output, build.program], signal, { cwd: build.module });
}

/**
 * Runs the go command with Kindling's caches, in a folder that belongs to no module unless one is given.
 * @returns what it wrote to its standard output.
 */
export async function runGo(
  arguments_: readonly string[],
  signal: AbortSignal,
  { cwd = tmpdir(), env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<string> {
  try {
    const { stdout } = await execa('go', arguments_, {
      cwd,
      env: {
        CGO_ENABLED: '0',
        // What the host has set for its own builds is not for ours.
        GOFLAGS: '',
        GOWORK: 'off',
        GOMODCACHE: cacheFolder('go', 'modules'),
        GOCACHE: cacheFolder('go', 'objects'),
        ...env,
      },
      cancelSignal: signal,
    });
    return stdout;
  } catch (error) {
    if (error instanceof ExecaError && error.code === 'ENOENT') throw new GoMissing({ cause: error });
    throw error;
  }
}

/** There is no go command. */
export class GoMissing extends Error {
  override readonly name = 'GoMissing';

  constructor(options?: ErrorOptions) {
    super('There is no `go` on PATH', options);
  }
}
